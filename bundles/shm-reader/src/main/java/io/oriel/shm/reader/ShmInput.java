package io.oriel.shm.reader;

import java.util.List;

/**
 * Input for a stream, as ovstream numbers it. Modifiers are the sum of 1 Shift, 2 Control, 4 Alt, 8
 * Meta. Positions are in pixels of the surface that shows the picture, which has the size that the
 * last {@link PointerMoved} named; before that they are in pixels of the picture.
 */
public sealed interface ShmInput {
  /** Bits of the modifiers. */
  int SHIFT = 1;

  int CONTROL = 2;
  int ALT = 4;
  int META = 8;

  /**
   * A key went down or up.
   *
   * @param keyCode virtual key code as Windows numbers them: 0x57 is W
   * @param scanCode of the hardware, 0 if unknown
   */
  record Key(int keyCode, int scanCode, int modifiers, boolean pressed) implements ShmInput {}

  /** The pointer is elsewhere now. */
  record PointerMoved(int x, int y, int surfaceWidth, int surfaceHeight, int modifiers)
      implements ShmInput {}

  /**
   * A button went down or up.
   *
   * @param button 1 left, 2 middle, 3 right
   */
  record PointerButton(int x, int y, int button, boolean pressed, int modifiers)
      implements ShmInput {}

  /**
   * The wheel turned.
   *
   * @param right notches to the right
   * @param away notches away from the user
   */
  record Wheel(int x, int y, float right, float away, int modifiers) implements ShmInput {}

  /**
   * A control of a gamepad moved.
   *
   * @param control 0 to 19: A, B, X, Y, shoulders, back, start, thumbs, the pad up, down, left,
   *     right, the axes left x and y, right x and y, the triggers
   * @param position 0 or 1 of a button, -32768 to 32767 of an axis, 0 to 32767 of a trigger
   */
  record Gamepad(int gamepad, int control, int position) implements ShmInput {}

  /**
   * Fingers on a surface of a size, 1 to 11 of them; from ovstream 0.4.2 on.
   *
   * @param points those that did something
   */
  record Touch(int surfaceWidth, int surfaceHeight, int modifiers, List<Point> points)
      implements ShmInput {
    public Touch {
      points = List.copyOf(points);
    }

    /**
     * One finger.
     *
     * @param id of the finger while it touches
     * @param phase 1 down, 2 up, 3 moved, 4 cancelled
     */
    public record Point(int id, int phase, float x, float y) {}
  }
}
