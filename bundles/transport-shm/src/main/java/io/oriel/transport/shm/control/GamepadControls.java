package io.oriel.transport.shm.control;

import io.oriel.api.input.InputEvent;
import java.util.Optional;

/** Controls of a gamepad as ovstream numbers them, and as the W3C Gamepad API does. */
final class GamepadControls {
  /** Of the standard mapping: A, B, X, Y, shoulders, back, start, thumbs, up, down, left, right. */
  private static final int[] BUTTONS = {0, 1, 2, 3, 4, 5, 8, 9, 10, 11, 12, 13, 14, 15};

  private static final int FIRST_AXIS = BUTTONS.length;
  private static final int AXES = 4;
  private static final int FIRST_TRIGGER = FIRST_AXIS + AXES;
  private static final int FIRST_TRIGGER_BUTTON = 6;
  private static final int TRIGGERS = 2;

  private GamepadControls() {}

  /** What the gamepad did; empty if there is no such control. */
  static Optional<InputEvent> event(int gamepad, int control, int position) {
    if (control < FIRST_AXIS) {
      return Optional.of(new InputEvent.Gamepad(gamepad, BUTTONS[control], position == 0 ? 0 : 1));
    }
    if (control < FIRST_TRIGGER) {
      final int axis = control - FIRST_AXIS;
      final double along = Math.max(-1, position / (double) Short.MAX_VALUE);
      // Upwards is positive there and negative here.
      final double value = axis % 2 == 0 ? along : 0 - along;
      return Optional.of(
          new InputEvent.Gamepad(gamepad, InputEvent.Gamepad.FIRST_AXIS + axis, value));
    }
    if (control < FIRST_TRIGGER + TRIGGERS) {
      final int button = FIRST_TRIGGER_BUTTON + control - FIRST_TRIGGER;
      final double value = Math.max(0, position / (double) Short.MAX_VALUE);
      return Optional.of(new InputEvent.Gamepad(gamepad, button, value));
    }
    return Optional.empty();
  }
}
