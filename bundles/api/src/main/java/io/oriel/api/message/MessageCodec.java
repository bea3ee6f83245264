package io.oriel.api.message;

import io.oriel.api.error.OrielException;
import org.osgi.annotation.versioning.ConsumerType;

/** Reads and writes messages in one writing. A service with the property {@code oriel.codec}. */
@ConsumerType
public interface MessageCodec {
  /**
   * Reads the payload of a message.
   *
   * @throws OrielException with {@link io.oriel.api.error.ErrorCode#MALFORMED}
   */
  <P extends Record> P read(String text, Class<P> payload) throws OrielException;

  /** Writes a message. */
  String write(ServerMessage message);
}
