package io.oriel.shm.reader;

import java.math.BigDecimal;

/** Input as lines of the control channel. Stateless. */
final class InputLine {
  private InputLine() {}

  static String of(ShmInput input) {
    return switch (input) {
      case ShmInput.Key key ->
          "INPUT_KEY keyCode=%d scanCode=%d modifiers=%d state=%d tsUs=%d"
              .formatted(
                  key.keyCode(), key.scanCode(), key.modifiers(), state(key.pressed()), micros());
      case ShmInput.PointerMoved to ->
          mouse(0, to.modifiers(), to.x(), to.y(), to.surfaceWidth(), to.surfaceHeight(), 0, 0, 0);
      case ShmInput.Wheel by ->
          mouse(1, by.modifiers(), by.x(), by.y(), 0, 0, 0, by.right(), by.away());
      case ShmInput.PointerButton is ->
          mouse(2, is.modifiers(), is.x(), is.y(), is.button(), 0, state(is.pressed()), 0, 0);
      case ShmInput.Gamepad pad ->
          "INPUT_GAMEPAD control=%d position=%d gamepadId=%d tsUs=%d"
              .formatted(pad.control(), pad.position(), pad.gamepad(), micros());
      case ShmInput.Touch touch -> touch(touch);
    };
  }

  private static String mouse(
      int type,
      int modifiers,
      int x,
      int y,
      int data,
      int data2,
      int state,
      float right,
      float away) {
    return "INPUT_MOUSE type=%d modifiers=%d x=%d y=%d data=%d data2=%d btnState=%d tsUs=%d"
            .formatted(type, modifiers, x, y, data, data2, state, micros())
        + " scrollX="
        + number(right)
        + " scrollY="
        + number(away);
  }

  private static String touch(ShmInput.Touch touch) {
    final StringBuilder line =
        new StringBuilder(
            "INPUT_TOUCH lowLevel=0 modifiers=%d srcW=%d srcH=%d tsUs=%d count=%d"
                .formatted(
                    touch.modifiers(),
                    touch.surfaceWidth(),
                    touch.surfaceHeight(),
                    micros(),
                    touch.points().size()));
    for (final ShmInput.Touch.Point point : touch.points()) {
      line.append(" id=").append(point.id()).append(" phase=").append(point.phase());
      line.append(" x=").append(number(point.x())).append(" y=").append(number(point.y()));
      line.append(" xr=0 yr=0 pts=").append(micros());
    }
    return line.toString();
  }

  private static int state(boolean pressed) {
    return pressed ? 1 : 0;
  }

  private static String number(float value) {
    return new BigDecimal(Float.toString(value)).stripTrailingZeros().toPlainString();
  }

  private static long micros() {
    return System.nanoTime() / 1000;
  }
}
