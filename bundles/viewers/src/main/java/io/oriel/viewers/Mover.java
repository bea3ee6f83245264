package io.oriel.viewers;

import io.oriel.api.input.InputEvent;
import java.util.Optional;

/** What moves: of each, only the newest place matters. */
sealed interface Mover {
  /** Mouse or pen. */
  record Pointer() implements Mover {}

  /** A finger that touches. */
  record Finger(int id) implements Mover {}

  /** An axis of a gamepad. */
  record Axis(int gamepad, int control) implements Mover {}

  /** What an event says the new place of; empty if it says more than that. */
  static Optional<Mover> of(InputEvent event) {
    return switch (event) {
      case InputEvent.PointerMoved moved -> Optional.of(new Pointer());
      case InputEvent.Touch touch when touch.phase() == InputEvent.Touch.Phase.MOVED ->
          Optional.of(new Finger(touch.id()));
      case InputEvent.Gamepad gamepad when gamepad.isAxis() ->
          Optional.of(new Axis(gamepad.gamepad(), gamepad.control()));
      default -> Optional.empty();
    };
  }
}
