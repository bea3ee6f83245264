package io.oriel.api.message;

import java.util.Map;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * One writing of messages: between texts and plain values, which others make records of, so that a
 * codec knows no payload and keeps no class of anybody. A service with the property {@code
 * oriel.codec}. Safe for use from any thread.
 */
@ConsumerType
public interface MessageCodec {
  /** Service property that names the writing, such as {@code json}. */
  String CODEC = "oriel.codec";

  /**
   * Takes a text apart; it is parsed once, here. Never throws, whatever the text.
   *
   * @return empty if it is no message in this writing, or none that has an event
   */
  Optional<ReceivedMessage> parse(String text);

  /**
   * Writes a message. Of a list or a map every element adds to the length of the text what it adds
   * alone.
   *
   * @param event its name on the wire
   * @param payload made of {@code Boolean}, {@code Long}, {@code Double}, {@code String}, {@code
   *     List} and {@code Map<String, ?>}
   * @param recipient to whom the envelope around it is addressed; empty for none
   */
  String write(String event, Map<String, ?> payload, String recipient);
}
