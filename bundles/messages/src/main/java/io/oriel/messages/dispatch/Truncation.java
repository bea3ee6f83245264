package io.oriel.messages.dispatch;

import io.oriel.messages.dialect.WireMessage;
import io.oriel.messages.payload.Utf8;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * Cuts the list or map of a message so that the message fits. Each element is measured once, in the
 * writing that goes out, up to the first that does not fit; nothing is tried twice.
 */
final class Truncation {
  private static final String TRUNCATED = "truncated";
  private static final String OMITTED = "omitted_count";

  private final BiFunction<String, Map<String, ?>, String> writing;
  private final int maxBytes;

  /**
   * @param writing writes an event and its payload
   */
  Truncation(BiFunction<String, Map<String, ?>, String> writing, int maxBytes) {
    this.writing = writing;
    this.maxBytes = maxBytes;
  }

  /** The message with as much of its list or map as fits; empty if it does not fit without any. */
  Optional<WireMessage> cut(WireMessage message) {
    return switch (message.payload().get(message.truncatable())) {
      case List<?> list -> cut(message, list, parts -> parts, Boolean.TRUE);
      case Map<?, ?> map ->
          cut(message, List.copyOf(map.entrySet()), Truncation::map, Map.entry("\0", true));
      case null, default -> Optional.empty();
    };
  }

  /**
   * @param whole makes a list or a map of parts again
   * @param companion a part that stands before the measured one, which so has its separator
   */
  private Optional<WireMessage> cut(
      WireMessage message, List<?> parts, Function<List<?>, Object> whole, Object companion) {
    int room = maxBytes - length(message.event(), shortened(message, parts, 0, whole));
    if (room < 0) {
      return Optional.empty();
    }
    int alone = length("", Map.of("", whole.apply(List.of(companion))));
    int count = 0;
    while (count < parts.size()) {
      room -= length("", Map.of("", whole.apply(List.of(companion, parts.get(count))))) - alone;
      if (room < 0) {
        break;
      }
      count++;
    }
    return Optional.of(
        new WireMessage(
            message.event(), shortened(message, parts, count, whole), message.truncatable()));
  }

  private int length(String event, Map<String, ?> payload) {
    return Utf8.length(writing.apply(event, payload));
  }

  private static Map<String, Object> shortened(
      WireMessage message, List<?> parts, int count, Function<List<?>, Object> whole) {
    Map<String, Object> payload = new LinkedHashMap<>(message.payload());
    payload.put(message.truncatable(), whole.apply(parts.subList(0, count)));
    payload.put(TRUNCATED, true);
    // Whoever made the message may have left something out already.
    long before = payload.get(OMITTED) instanceof Long omitted ? omitted : 0;
    payload.put(OMITTED, before + parts.size() - count);
    return payload;
  }

  private static Object map(List<?> entries) {
    Map<Object, Object> map = new LinkedHashMap<>();
    for (Object entry : entries) {
      if (entry instanceof Map.Entry<?, ?> pair) {
        map.put(pair.getKey(), pair.getValue());
      }
    }
    return map;
  }
}
