package io.oriel.api.message;

import io.oriel.api.transport.Viewer;
import org.osgi.annotation.versioning.ConsumerType;

/** Takes what viewers write and gets it to its handlers. A service; the highest ranking is used. */
@ConsumerType
public interface MessageDispatcher {
  /** The ways for messages to and from a viewer are open. On the viewer's inbox thread. */
  void onOpened(Viewer viewer);

  /** A text of a viewer, in order, on the viewer's inbox thread. */
  void onText(Viewer viewer, String text);
}
