package io.oriel.api.input;

/**
 * Input of a viewer. Positions are in pixels of the stream's picture, the origin at the top left,
 * and may lie outside it. More kinds may come: a switch over them has a default.
 */
public sealed interface InputEvent {
  /** Bits of {@code modifiers}. */
  int SHIFT = 1;

  int CONTROL = 2;
  int ALT = 4;
  int META = 8;

  /** The pointer is elsewhere now. */
  record PointerMoved(double x, double y, int modifiers) implements InputEvent {}

  /**
   * A button went down or up.
   *
   * @param button 0 left, 1 middle, 2 right
   */
  record PointerButton(double x, double y, int button, boolean pressed, int modifiers)
      implements InputEvent {}

  /**
   * The wheel turned.
   *
   * @param deltaX steps to the right
   * @param deltaY steps towards the user
   */
  record Wheel(double x, double y, double deltaX, double deltaY, int modifiers)
      implements InputEvent {}

  /**
   * A key went down or up.
   *
   * @param code physical key as in {@code KeyboardEvent.code} of UI Events, such as {@code KeyF}
   */
  record Key(String code, boolean pressed, int modifiers) implements InputEvent {}

  /** Composed text, as an input method delivers it. */
  record Text(String text) implements InputEvent {}

  /**
   * A finger.
   *
   * @param id of the finger while it touches
   */
  record Touch(int id, Phase phase, double x, double y) implements InputEvent {
    /** What the finger does. */
    public enum Phase {
      BEGAN,
      MOVED,
      ENDED,
      CANCELLED
    }
  }

  /**
   * A control of a gamepad moved.
   *
   * @param gamepad index of the gamepad
   * @param control index of a button as in the standard mapping of the W3C Gamepad API, or {@link
   *     #FIRST_AXIS} and the index of an axis
   * @param position -1 to 1 for an axis, 0 to 1 for a button
   */
  record Gamepad(int gamepad, int control, double position) implements InputEvent {
    /** Buttons are below, axes from here on. */
    public static final int FIRST_AXIS = 32;

    /** Whether the control is an axis. */
    public boolean isAxis() {
      return control >= FIRST_AXIS;
    }
  }

  /**
   * How large the viewer sees the picture. Until it says so it counts as seen at its own size.
   *
   * @param scale pixels of the stream's picture for one of the viewer's own, as CSS counts them;
   *     {@link #MIN_SCALE} to {@link #MAX_SCALE}
   */
  record View(double scale) implements InputEvent {
    /** A picture that is seen a hundred times as large as it is. */
    public static final double MIN_SCALE = 0.01;

    /** A picture that is seen a hundred times as small as it is. */
    public static final double MAX_SCALE = 100;
  }
}
