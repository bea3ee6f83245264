package io.oriel.api.transport;

import io.oriel.api.error.Problem;
import org.osgi.annotation.versioning.ConsumerType;

/** The way from the server to one viewer. Implemented by the transport. Any thread; no blocking. */
@ConsumerType
public interface ViewerLink {
  /**
   * Sends a text message. Several threads may call at once. Safe are 60 000 bytes of UTF-8 without
   * line breaks, the limit of the bundle {@code messages}.
   *
   * @return false if it was dropped: the way is not open yet, is closed, or its queue is full
   */
  boolean send(String text);

  /**
   * Ends the viewer and tells it why. The transport then calls {@link ViewerSession#leave}. May be
   * called before {@link TransportContext#admit} has returned, and more than once: the first reason
   * counts.
   */
  void close(Problem reason);
}
