package io.oriel.messages.payload;

import io.oriel.api.error.ErrorCode;
import io.oriel.api.error.OrielException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Makes a value of a component's type of a plain one, which is null if it is missing. */
interface ValueReader {
  /** Records in records; a record that holds itself ends here. */
  int MOST_DEPTH = 8;

  Object read(String place, Object value) throws OrielException;

  /**
   * The reader for a type.
   *
   * @param place of the type, for the author of the record
   * @throws IllegalArgumentException if payloads do not have the type
   */
  static ValueReader of(Type type, String place, int depth) {
    if (depth > MOST_DEPTH) {
      throw new IllegalArgumentException(place + " lies too deep: payloads are " + MOST_DEPTH);
    }
    if (type instanceof ParameterizedType of) {
      return container(of, place, depth);
    }
    if (type == Object.class) {
      return (at, value) -> value;
    }
    if (type == String.class) {
      return (at, value) ->
          value == null || value instanceof String ? value : fail(at, "a text", value);
    }
    if (type instanceof Class<?> plain && plain.isRecord()) {
      PayloadReader<?> reader = new PayloadReader<>(plain.asSubclass(Record.class), depth);
      return (at, value) -> value == null ? null : reader.read(at, value);
    }
    if (type instanceof Class<?> plain && plain.isEnum()) {
      return constant(plain.getEnumConstants());
    }
    return scalar(type, place);
  }

  private static ValueReader scalar(Type type, String place) {
    if (type == boolean.class || type == Boolean.class) {
      return (at, value) ->
          value == null
              ? type == boolean.class ? false : null
              : value instanceof Boolean ? value : fail(at, "true or false", value);
    }
    if (type == int.class || type == Integer.class) {
      return (at, value) ->
          value == null
              ? type == int.class ? 0 : null
              : (Object) (int) whole(at, value, Integer.MIN_VALUE, Integer.MAX_VALUE);
    }
    if (type == long.class || type == Long.class) {
      return (at, value) ->
          value == null
              ? type == long.class ? 0L : null
              : (Object) whole(at, value, Long.MIN_VALUE, Long.MAX_VALUE);
    }
    if (type == double.class || type == Double.class) {
      return (at, value) ->
          value == null ? type == double.class ? 0.0 : null : (Object) finite(at, value);
    }
    throw new IllegalArgumentException(
        place + " is a " + type.getTypeName() + ", which payloads do not have");
  }

  private static long whole(String at, Object value, long least, long most) throws OrielException {
    Long number =
        switch (value) {
          case Long exact -> exact;
          // Writers that know only one kind of number may write 3.0.
          case Double real when real == Math.rint(real) && Math.abs(real) < 1L << 53 ->
              real.longValue();
          default -> null;
        };
    if (number == null || number < least || number > most) {
      throw misfit(at, "a whole number between " + least + " and " + most, value);
    }
    return number;
  }

  private static double finite(String at, Object value) throws OrielException {
    if (value instanceof Number number && Double.isFinite(number.doubleValue())) {
      return number.doubleValue();
    }
    throw misfit(at, "a finite number", value);
  }

  private static ValueReader constant(Object[] constants) {
    Map<String, Object> byName = new LinkedHashMap<>();
    for (Object constant : constants) {
      byName.put(((Enum<?>) constant).name().toLowerCase(Locale.ROOT), constant);
    }
    String expected = "one of " + String.join(", ", byName.keySet());
    return (at, value) -> {
      Object constant = value instanceof String name ? byName.get(name) : null;
      return value == null || constant != null ? constant : fail(at, expected, value);
    };
  }

  private static ValueReader container(ParameterizedType type, String place, int depth) {
    Type[] of = type.getActualTypeArguments();
    ValueReader element = of(of[of.length - 1], place, depth + 1);
    if (type.getRawType() == Optional.class) {
      return (at, value) -> Optional.ofNullable(element.read(at, value));
    }
    if (type.getRawType() == List.class) {
      return (at, value) -> value == null ? null : list(at, value, element);
    }
    if (type.getRawType() == Map.class && of[0] == String.class) {
      return (at, value) -> value == null ? null : map(at, value, element);
    }
    throw new IllegalArgumentException(
        place + " is a " + type.getTypeName() + ", which payloads do not have");
  }

  private static List<Object> list(String at, Object value, ValueReader element)
      throws OrielException {
    if (!(value instanceof List<?> values)) {
      throw misfit(at, "a list", value);
    }
    List<Object> elements = new ArrayList<>(values.size());
    for (Object each : values) {
      String place = at + "[" + elements.size() + "]";
      elements.add(element.read(place, present(place, each)));
    }
    return elements;
  }

  private static Map<String, Object> map(String at, Object value, ValueReader element)
      throws OrielException {
    if (!(value instanceof Map<?, ?> values)) {
      throw misfit(at, "an object", value);
    }
    Map<String, Object> entries = new LinkedHashMap<>();
    for (Map.Entry<?, ?> each : values.entrySet()) {
      String key = String.valueOf(each.getKey());
      // A viewer's own word is no place to be named: it may be anything, of any length.
      entries.put(key, element.read(at + "{}", present(at + "{}", each.getValue())));
    }
    return entries;
  }

  private static Object present(String at, Object value) throws OrielException {
    if (value == null) {
      throw misfit(at, "a value", null);
    }
    return value;
  }

  private static Object fail(String at, String expected, Object value) throws OrielException {
    throw misfit(at, expected, value);
  }

  /** What a viewer is told of a value that does not fit; the value itself is not repeated. */
  static OrielException misfit(String at, String expected, Object value) {
    String kind =
        switch (value) {
          case null -> "null";
          case String text -> "a text";
          case Boolean truth -> "true or false";
          case Number number -> "a number";
          case List<?> list -> "a list";
          default -> "an object";
        };
    return new OrielException(
        ErrorCode.MALFORMED, at + " should be " + expected + " and is " + kind);
  }
}
