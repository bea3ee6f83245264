package io.oriel.api.message;

import io.oriel.api.transport.Viewer;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Takes what viewers write and gets it to its handlers. A service; the highest ranking is used. All
 * calls for a viewer come one after another on that viewer's inbox thread.
 */
@ConsumerType
public interface MessageDispatcher {
  /**
   * The ways for messages to and from a viewer are open; said again of those already inside when
   * this dispatcher takes the place of another.
   */
  void onOpened(Viewer viewer);

  /** A text of a viewer, in order. */
  void onText(Viewer viewer, String text);

  /** A viewer has left, whether or not it was ever opened: the last call for it. */
  void onClosed(Viewer viewer);
}
