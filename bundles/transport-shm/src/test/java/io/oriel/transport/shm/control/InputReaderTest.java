package io.oriel.transport.shm.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.oriel.api.input.InputEvent;
import io.oriel.api.input.InputEvent.Gamepad;
import io.oriel.api.input.InputEvent.Key;
import io.oriel.api.input.InputEvent.PointerButton;
import io.oriel.api.input.InputEvent.PointerMoved;
import io.oriel.api.input.InputEvent.Text;
import io.oriel.api.input.InputEvent.Touch;
import io.oriel.api.input.InputEvent.Wheel;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InputReaderTest {
  private static final String MOUSE =
      "INPUT_MOUSE type=%d modifiers=%d x=%d y=%d data=%d data2=%d btnState=%d tsUs=7 scrollX=%s"
          + " scrollY=%s";
  private static final String TOUCH =
      "INPUT_TOUCH lowLevel=0 modifiers=0 srcW=320 srcH=180 tsUs=1 count=2"
          + " id=3 phase=1 x=10.5 y=20 xr=1 yr=1 pts=1 id=4 phase=4 x=0 y=0 xr=0 yr=0 pts=1";

  private final InputReader reader = new InputReader(640, 360);

  @Test
  void keysHaveTheNamesOfUiEvents() throws Exception {
    assertThat(read("INPUT_KEY keyCode=87 scanCode=17 modifiers=1 state=1 tsUs=5"))
        .containsExactly(new Key("KeyW", true, InputEvent.SHIFT));
    assertThat(read("INPUT_KEY keyCode=112 scanCode=0 modifiers=0 state=0 tsUs=0"))
        .containsExactly(new Key("F1", false, 0));
    assertThat(read("INPUT_KEY keyCode=49 scanCode=0 modifiers=63 state=0 tsUs=0"))
        .as("caps and num lock are no modifiers of ours")
        .containsExactly(new Key("Digit1", false, 15));
    assertThat(read("INPUT_KEY keyCode=7 scanCode=0 modifiers=0 state=1 tsUs=0")).isEmpty();
  }

  @Test
  void positionsAreThoseOfThePicture() throws Exception {
    assertThat(read(MOUSE, 0, 0, 320, 180, 0, 0, 0, "0", "0"))
        .containsExactly(new PointerMoved(320, 180, 0));
    assertThat(read(MOUSE, 0, 2, 100, 50, 1280, 720, 0, "0", "0"))
        .containsExactly(new PointerMoved(50, 25, InputEvent.CONTROL));
    assertThat(read(MOUSE, 2, 0, 100, 50, 1, 0, 1, "0", "0"))
        .as("on the surface that was named last")
        .containsExactly(new PointerButton(50, 25, 0, true, 0));
  }

  @Test
  void buttonsAreThoseThatNavigationKnows() throws Exception {
    for (int button = 1; button <= 3; button++) {
      assertThat(read(MOUSE, 2, 0, 1, 2, button, 0, 0, "0", "0"))
          .containsExactly(new PointerButton(1, 2, button - 1, false, 0));
    }
    assertThat(read(MOUSE, 2, 0, 1, 2, 4, 0, 1, "0", "0")).isEmpty();
  }

  @Test
  void theWheelTurnsDownTowardsTheUser() throws Exception {
    assertThat(read(MOUSE, 1, 0, 1, 2, 0, 0, 0, "0.5", "-1.5e0"))
        .containsExactly(new Wheel(1, 2, 0.5, 1.5, 0));
    assertThat(read(MOUSE, 1, 0, 1, 2, 3, 0, 0, "0", "0"))
        .as("the whole number where there is no fraction")
        .containsExactly(new Wheel(1, 2, 0, -3, 0));
  }

  @Test
  void gamepadsAreMappedAsTheStandardDoes() throws Exception {
    assertThat(pad(0, 1)).containsExactly(new Gamepad(2, 0, 1));
    assertThat(pad(6, 1)).containsExactly(new Gamepad(2, 8, 1));
    assertThat(pad(13, 0)).containsExactly(new Gamepad(2, 15, 0));
    assertThat(pad(14, 32767)).containsExactly(new Gamepad(2, 32, 1));
    assertThat(pad(15, -32768)).as("up").containsExactly(new Gamepad(2, 33, 1));
    assertThat(pad(17, 0)).containsExactly(new Gamepad(2, 35, 0));
    assertThat(pad(19, 32767)).containsExactly(new Gamepad(2, 7, 1));
    assertThat(pad(20, 1)).isEmpty();
  }

  private List<InputEvent> pad(int control, int position) throws MalformedLineException {
    return read("INPUT_GAMEPAD control=%d position=%d gamepadId=2 tsUs=0", control, position);
  }

  @Test
  void fingersAndTextCome() throws Exception {
    assertThat(read(TOUCH))
        .containsExactly(
            new Touch(3, Touch.Phase.BEGAN, 21, 40), new Touch(4, Touch.Phase.CANCELLED, 0, 0));
    assertThat(read("UNICODE é ü")).containsExactly(new Text("é ü"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "INPUT_KEY",
        "INPUT_KEY keyCode=87",
        "INPUT_KEY keyCode=65536 scanCode=0 modifiers=0 state=1 tsUs=0",
        "INPUT_KEY keyCode=87 scanCode=0 modifiers=0 state=2 tsUs=0",
        "INPUT_KEY keyCode=87 scanCode=0 modifiers=0 state=1 tsUs=-1",
        "INPUT_KEY keyCode=87 scanCode=0 modifiers=0 state=1 tsUs=0 more=1",
        "INPUT_KEY scanCode=0 keyCode=87 modifiers=0 state=1 tsUs=0",
        "INPUT_KEY keyCode=0x57 scanCode=0 modifiers=0 state=1 tsUs=0",
        "INPUT_KEY keyCode=87  scanCode=0 modifiers=0 state=1 tsUs=0",
        "INPUT_MOUSE type=3 modifiers=0 x=0 y=0 data=0 data2=0 btnState=0 tsUs=0 scrollX=0 scrollY=0",
        "INPUT_MOUSE type=0 modifiers=0 x=99999 y=0 data=0 data2=0 btnState=0 tsUs=0 scrollX=0 scrollY=0",
        "INPUT_MOUSE type=1 modifiers=0 x=0 y=0 data=0 data2=0 btnState=0 tsUs=0 scrollX=NaN scrollY=0",
        "INPUT_MOUSE type=1 modifiers=0 x=0 y=0 data=0 data2=0 btnState=0 tsUs=0 scrollX=0x1p3 scrollY=0",
        "INPUT_MOUSE type=1 modifiers=0 x=0 y=0 data=0 data2=0 btnState=0 tsUs=0 scrollX=1e30 scrollY=0",
        "INPUT_TOUCH lowLevel=0 modifiers=0 srcW=1 srcH=1 tsUs=1 count=12",
        "INPUT_TOUCH lowLevel=0 modifiers=0 srcW=1 srcH=1 tsUs=1 count=1",
        "UNICODE ",
        "UNICODE"
      })
  void whatIsMalformedIsDroppedWhole(String line) {
    assertThatThrownBy(() -> read(line)).isInstanceOf(MalformedLineException.class);
  }

  @Test
  void linesHaveLimits() {
    assertThatThrownBy(() -> read("UNICODE " + "x".repeat(4097)))
        .isInstanceOf(MalformedLineException.class);
    assertThatThrownBy(() -> read("INPUT_KEY keyCode=87" + " ".repeat(256)))
        .isInstanceOf(MalformedLineException.class);
    assertThatThrownBy(() -> Line.of(new byte[] {'M', (byte) 0xc3, '('}))
        .as("no UTF-8")
        .isInstanceOf(MalformedLineException.class);
  }

  /** Every mutation is events within limits or a malformed line, and nothing else. */
  @Test
  void survivesMutatedLines() throws Exception {
    final Random random = new Random(5);
    final List<String> seeds =
        List.of(
            "INPUT_KEY keyCode=87 scanCode=17 modifiers=1 state=1 tsUs=5",
            MOUSE.formatted(0, 0, 320, 180, 640, 360, 0, "0", "0"),
            MOUSE.formatted(1, 0, 320, 180, 0, 0, 0, "0.25", "-1e-3"),
            MOUSE.formatted(2, 0, 320, 180, 1, 0, 1, "0", "0"),
            "INPUT_GAMEPAD control=14 position=-32768 gamepadId=1 tsUs=0",
            TOUCH,
            "UNICODE é");
    int taken = 0;
    for (int round = 0; round < 200_000; round++) {
      final byte[] bytes =
          mutated(seeds.get(round % seeds.size()).getBytes(StandardCharsets.UTF_8), random);
      try {
        for (final InputEvent event : reader.read(Line.of(bytes))) {
          taken++;
          if (event instanceof PointerMoved moved) {
            assertThat(moved.x()).isFinite();
            assertThat(moved.y()).isFinite();
          }
        }
      } catch (MalformedLineException refused) {
        assertThat(refused.getStackTrace()).isEmpty();
      }
    }
    assertThat(taken).isPositive();
  }

  private static byte[] mutated(byte[] bytes, Random random) {
    final byte[] mutated = bytes.clone();
    for (int i = 0; i < random.nextInt(4); i++) {
      final int at = random.nextInt(mutated.length);
      mutated[at] =
          switch (random.nextInt(3)) {
            case 0 -> (byte) random.nextInt(256);
            case 1 -> (byte) "0123456789-.= e".charAt(random.nextInt(15));
            default -> mutated[random.nextInt(mutated.length)];
          };
    }
    return random.nextInt(4) == 0
        ? java.util.Arrays.copyOf(mutated, random.nextInt(mutated.length + 1))
        : mutated;
  }

  private List<InputEvent> read(String line, Object... values) throws MalformedLineException {
    return reader.read(Line.of(line.formatted(values).getBytes(StandardCharsets.UTF_8)));
  }
}
