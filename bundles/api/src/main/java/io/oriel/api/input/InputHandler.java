package io.oriel.api.input;

import io.oriel.api.transport.Viewer;
import org.osgi.annotation.versioning.ConsumerType;

/** Takes the input of viewers. A service. */
@ConsumerType
public interface InputHandler {
  /** Input of a viewer, in order, on that viewer's inbox thread. */
  void onInput(Viewer viewer, InputEvent event);

  /** A viewer has left: the last call for it, on the same thread. */
  default void onClosed(Viewer viewer) {}
}
