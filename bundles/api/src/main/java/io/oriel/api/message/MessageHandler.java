package io.oriel.api.message;

import io.oriel.api.error.OrielException;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Answers one kind of message. A service with the property {@code oriel.event}.
 *
 * @param <P> the record that the payload is read into
 */
@ConsumerType
public interface MessageHandler<P extends Record> {
  /** Service property that names the event. */
  String EVENT = "oriel.event";

  /**
   * Service property with the name of the {@link io.oriel.api.security.Role} that it takes; {@code
   * OPERATOR} if there is none.
   */
  String ROLE = "oriel.role";

  /**
   * Service property, a {@code Boolean}: true for a handler that only says why its event cannot be
   * done here; {@code getCapabilities} does not tell of that event.
   */
  String UNSUPPORTED = "oriel.unsupported";

  /** The record that the payload is read into. */
  Class<P> payload();

  /**
   * Handles one message, on the inbox thread of its viewer; quick, and never touches a renderer.
   *
   * @throws OrielException goes to the viewer as {@code viewerError}
   */
  void handle(P payload, Reply reply) throws OrielException;
}
