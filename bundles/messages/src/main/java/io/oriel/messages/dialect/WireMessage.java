package io.oriel.messages.dialect;

import io.oriel.api.message.ServerMessage;
import io.oriel.api.message.Truncatable;
import io.oriel.messages.payload.PayloadWriter;
import java.lang.reflect.RecordComponent;
import java.util.Map;

/**
 * A message as it goes out, made of plain values. Told apart by identity: the same one has the same
 * text.
 */
public final class WireMessage {
  private final String event;
  private final Map<String, Object> payload;
  private final String truncatable;

  /**
   * @param truncatable the list or map in the payload that may be cut at its end; empty for none
   */
  public WireMessage(String event, Map<String, Object> payload, String truncatable) {
    this.event = event;
    this.payload = payload;
    this.truncatable = truncatable;
  }

  /**
   * The plain values of a message.
   *
   * @throws IllegalArgumentException if it is no record, or holds what cannot be sent
   */
  public static WireMessage of(ServerMessage message) {
    if (!(message instanceof Record record)) {
      throw new IllegalArgumentException(message.getClass().getName() + " is no record");
    }
    return new WireMessage(message.event(), PayloadWriter.write(record), truncatable(record));
  }

  private static String truncatable(Record record) {
    for (RecordComponent component : record.getClass().getRecordComponents()) {
      if (component.isAnnotationPresent(Truncatable.class)) {
        return PayloadWriter.nameOf(component);
      }
    }
    return "";
  }

  public String event() {
    return event;
  }

  public Map<String, Object> payload() {
    return payload;
  }

  public String truncatable() {
    return truncatable;
  }

  /** A text of its payload; empty if it has none of that name. */
  String text(String name) {
    return payload.get(name) instanceof String text ? text : "";
  }
}
