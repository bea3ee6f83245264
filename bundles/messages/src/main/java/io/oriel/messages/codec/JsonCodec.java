package io.oriel.messages.codec;

import io.oriel.api.message.MessageCodec;
import io.oriel.api.message.ReceivedMessage;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.osgi.service.component.annotations.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;

/**
 * Messages as {@code {"event_type": …, "payload": …}}, bare or inside {@code {"messageType",
 * "messageRecipient", "data"}}, however often. What JSON cannot say, infinities and NaN, is written
 * as a text. Stateless.
 */
@Component(property = MessageCodec.CODEC + "=json")
public final class JsonCodec implements MessageCodec {
  /** Libraries wrap what applications have wrapped already; nobody wraps more often. */
  private static final int MOST_ENVELOPES = 4;

  private static final int MOST_DEPTH = 32;
  private static final int MOST_DIGITS = 100;
  private static final int MOST_NAME = 1_000;
  private static final int MOST_TEXT = 1 << 20;

  private static final String EVENT = "event_type";
  private static final String PAYLOAD = "payload";
  private static final String TYPE = "messageType";
  private static final String RECIPIENT = "messageRecipient";
  private static final String DATA = "data";

  /** Made by the first message, not while the server starts: it takes a quarter of a second. */
  private static final class Json {
    private static final JsonMapper MAPPER =
        JsonMapper.builder(JsonFactory.builder().streamReadConstraints(limits()).build())
            .enable(DeserializationFeature.USE_LONG_FOR_INTS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    static final ObjectReader READER = MAPPER.readerFor(Object.class);
    static final ObjectWriter WRITER = MAPPER.writer();

    private static StreamReadConstraints limits() {
      return StreamReadConstraints.builder()
          .maxNestingDepth(MOST_DEPTH)
          .maxNumberLength(MOST_DIGITS)
          .maxNameLength(MOST_NAME)
          .maxStringLength(MOST_TEXT)
          .build();
    }
  }

  @Override
  public Optional<ReceivedMessage> parse(String text) {
    String recipient = "";
    Object value = value(text);
    for (int envelopes = 0; envelopes <= MOST_ENVELOPES; envelopes++) {
      if (!(value instanceof Map<?, ?> object)) {
        return Optional.empty();
      }
      if (!object.containsKey(TYPE) || !object.containsKey(DATA)) {
        return message(object, recipient);
      }
      recipient = recipient(object, recipient);
      value = object.get(DATA) instanceof String inner ? value(inner) : object.get(DATA);
    }
    return Optional.empty();
  }

  /** The innermost one that is named: that is whom the author wrote to, not the library. */
  private static String recipient(Map<?, ?> envelope, String outer) {
    if (envelope.get(RECIPIENT) instanceof String named && !named.isEmpty()) {
      return named;
    }
    return outer.isEmpty() ? "app" : outer;
  }

  private static Optional<ReceivedMessage> message(Map<?, ?> object, String recipient) {
    if (object.get(EVENT) instanceof String event && !event.isEmpty()) {
      Object payload = object.get(PAYLOAD);
      return Optional.of(
          new ReceivedMessage(event, recipient, payload == null ? Map.of() : payload));
    }
    return Optional.empty();
  }

  /** The value that a text stands for; null for none, and for what is no JSON. */
  private Object value(String text) {
    try {
      return Json.READER.readValue(text);
    } catch (JacksonException e) {
      // Part of the protocol: what is no message is passed over, and counted by who asked.
      return null;
    }
  }

  @Override
  public String write(String event, Map<String, ?> payload, String recipient) {
    Map<String, Object> message = new LinkedHashMap<>();
    message.put(EVENT, event);
    message.put(PAYLOAD, payload);
    String text = Json.WRITER.writeValueAsString(message);
    if (recipient.isEmpty()) {
      return text;
    }
    Map<String, Object> envelope = new LinkedHashMap<>();
    envelope.put(TYPE, "json");
    envelope.put(RECIPIENT, recipient);
    envelope.put(DATA, text);
    return Json.WRITER.writeValueAsString(envelope);
  }
}
