package io.oriel.stage.usd;

import io.oriel.api.stage.Property;
import io.oriel.api.stage.VariantSet;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a worker says of properties and variants, as values.py packs it. */
final class PropertyDecoder {
  private static final int MAX_DEPTH = 10;
  private static final int FALSE = 0;
  private static final int TRUE = 1;
  private static final int INTEGER = 2;
  private static final int NUMBER = 3;
  private static final int TEXT = 4;
  private static final int LIST = 5;
  private static final int MAP = 6;

  private PropertyDecoder() {}

  /** A counted list; an item takes at least a byte, so that the frame bounds the count. */
  static <T> List<T> items(Payload payload, Question.Decoder<T> decoder)
      throws MalformedFrameException {
    int count = payload.count(1);
    List<T> items = new ArrayList<>();
    for (int k = 0; k < count; k++) {
      items.add(decoder.read(payload));
    }
    return Collections.unmodifiableList(items);
  }

  static Property property(Payload payload) throws MalformedFrameException {
    String name = payload.string();
    String type = payload.string();
    Optional<Object> value = payload.u8() == 0 ? Optional.empty() : Optional.of(value(payload, 0));
    return new Property(name, type, value);
  }

  static VariantSet variantSet(Payload payload) throws MalformedFrameException {
    return new VariantSet(payload.string(), items(payload, Payload::string), payload.string());
  }

  private static Object value(Payload payload, int depth) throws MalformedFrameException {
    if (depth > MAX_DEPTH) {
      throw new MalformedFrameException("a value more than " + MAX_DEPTH + " deep");
    }
    int tag = payload.u8();
    return switch (tag) {
      case FALSE -> Boolean.FALSE;
      case TRUE -> Boolean.TRUE;
      case INTEGER -> payload.i64();
      case NUMBER -> payload.f64();
      case TEXT -> payload.string();
      case LIST -> items(payload, element -> value(element, depth + 1));
      case MAP -> map(payload, depth);
      default -> throw new MalformedFrameException("a value of kind " + tag);
    };
  }

  private static Map<String, Object> map(Payload payload, int depth)
      throws MalformedFrameException {
    int count = payload.count(1);
    Map<String, Object> entries = new LinkedHashMap<>();
    for (int k = 0; k < count; k++) {
      entries.put(payload.string(), value(payload, depth + 1));
    }
    return Collections.unmodifiableMap(entries);
  }
}
