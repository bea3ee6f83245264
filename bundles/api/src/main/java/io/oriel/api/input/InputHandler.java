package io.oriel.api.input;

import io.oriel.api.transport.Viewer;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Takes the input of viewers. A service. All hear everything, but for those of one name ({@value
 * #INPUT}), of which the best does: the higher {@code service.ranking}, then the newer.
 */
@ConsumerType
public interface InputHandler {
  /** Service property that names what is done about input; without it nothing is replaced. */
  String INPUT = "oriel.input";

  /** Input of a viewer, in order, on that viewer's inbox thread. */
  void onInput(Viewer viewer, InputEvent event);

  /** A viewer has left: the last call for it, on the same thread. */
  default void onClosed(Viewer viewer) {}
}
