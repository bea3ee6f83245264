package io.oriel.shm.reader;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class InputLineTest {
  @Test
  void isWrittenAsOvstreamReadsIt() {
    assertThat(InputLine.of(new ShmInput.Key(0x57, 17, ShmInput.SHIFT, true)))
        .matches("INPUT_KEY keyCode=87 scanCode=17 modifiers=1 state=1 tsUs=\\d+");
    assertThat(InputLine.of(new ShmInput.PointerMoved(-3, 4, 640, 360, 0)))
        .matches(
            "INPUT_MOUSE type=0 modifiers=0 x=-3 y=4 data=640 data2=360 btnState=0 tsUs=\\d+"
                + " scrollX=0 scrollY=0");
    assertThat(InputLine.of(new ShmInput.Wheel(1, 2, 0, -1.5e-7f, 2)))
        .matches(
            "INPUT_MOUSE type=1 modifiers=2 x=1 y=2 data=0 data2=0 btnState=0 tsUs=\\d+"
                + " scrollX=0 scrollY=-0.00000015");
    assertThat(InputLine.of(new ShmInput.PointerButton(1, 2, 3, true, 0)))
        .matches(
            "INPUT_MOUSE type=2 modifiers=0 x=1 y=2 data=3 data2=0 btnState=1 tsUs=\\d+"
                + " scrollX=0 scrollY=0");
    assertThat(InputLine.of(new ShmInput.Gamepad(1, 14, -32768)))
        .matches("INPUT_GAMEPAD control=14 position=-32768 gamepadId=1 tsUs=\\d+");
    assertThat(
            InputLine.of(
                new ShmInput.Touch(640, 360, 0, List.of(new ShmInput.Touch.Point(7, 1, 1.5f, 2)))))
        .matches(
            "INPUT_TOUCH lowLevel=0 modifiers=0 srcW=640 srcH=360 tsUs=\\d+ count=1"
                + " id=7 phase=1 x=1.5 y=2 xr=0 yr=0 pts=\\d+");
  }
}
