package io.oriel.api.transport;

import io.oriel.api.error.Problem;
import org.osgi.annotation.versioning.ConsumerType;

/** The way from the server to one viewer. Implemented by the transport. Any thread; no blocking. */
@ConsumerType
public interface ViewerLink {
  /**
   * Sends a text message.
   *
   * @return false if it was dropped: the way is not open yet, is closed, or its queue is full
   */
  boolean send(String text);

  /** Ends the viewer and tells it why. The transport then calls {@link ViewerSession#leave}. */
  void close(Problem reason);
}
