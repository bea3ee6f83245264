package io.oriel.messages.payload;

import io.oriel.api.message.WireName;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Makes plain values of records: {@code Boolean}, {@code Long}, {@code Double}, {@code String},
 * {@code List} and {@code Map} with the names on the wire. Any thread.
 */
public final class PayloadWriter {
  /**
   * Names and accessors of a record, kept by its class, and of the JDK's types alone: so neither
   * this bundle keeps the class of another, nor that class anything of this bundle.
   */
  private static final ClassValue<Map<String, Method>> ACCESSORS =
      new ClassValue<>() {
        @Override
        protected Map<String, Method> computeValue(Class<?> type) {
          Map<String, Method> accessors = new LinkedHashMap<>();
          for (RecordComponent component : type.getRecordComponents()) {
            Method accessor = component.getAccessor();
            accessor.setAccessible(true);
            accessors.put(nameOf(component), accessor);
          }
          return accessors;
        }
      };

  private PayloadWriter() {}

  /** The name of a component on the wire. */
  public static String nameOf(RecordComponent component) {
    WireName name = component.getAnnotation(WireName.class);
    return name == null ? component.getName() : name.value();
  }

  /**
   * The components of a record by their names on the wire; those that are absent are left out.
   *
   * @throws IllegalArgumentException naming the component that has no plain value: a defect of
   *     whoever made the record
   */
  public static Map<String, Object> write(Record record) {
    Map<String, Object> values = new LinkedHashMap<>();
    ACCESSORS
        .get(record.getClass())
        .forEach((name, accessor) -> put(values, name, read(accessor, record), record.getClass()));
    return values;
  }

  private static Object read(Method accessor, Record record) {
    try {
      return accessor.invoke(record);
    } catch (IllegalAccessException | InvocationTargetException e) {
      throw new IllegalArgumentException(accessor + " cannot be read", e);
    }
  }

  private static void put(Map<String, Object> values, String name, Object value, Class<?> owner) {
    Object present = value instanceof Optional<?> perhaps ? perhaps.orElse(null) : value;
    if (present != null || !(value instanceof Optional<?>)) {
      values.put(name, plain(present, name, owner));
    }
  }

  private static Object plain(Object value, String name, Class<?> owner) {
    return switch (value) {
      case String text -> text;
      case Boolean truth -> truth;
      // By its digits, so that 0.1f is 0.1 and not 0.10000000149.
      case Float number -> Double.valueOf(number.toString());
      case Long number -> number;
      case Integer number -> (long) number;
      case Short number -> (long) number;
      case Byte number -> (long) number;
      case Number number -> number.doubleValue();
      case Enum<?> constant -> constant.name().toLowerCase(Locale.ROOT);
      case Record record -> write(record);
      case Collection<?> elements -> list(elements, name, owner);
      case Map<?, ?> entries -> map(entries, name, owner);
      case null, default ->
          throw new IllegalArgumentException(
              owner.getName()
                  + "."
                  + name
                  + " cannot be sent: it is "
                  + (value == null ? "null" : "a " + value.getClass().getName()));
    };
  }

  private static List<Object> list(Collection<?> elements, String name, Class<?> owner) {
    List<Object> values = new ArrayList<>(elements.size());
    elements.forEach(element -> values.add(plain(element, name, owner)));
    return values;
  }

  private static Map<String, Object> map(Map<?, ?> entries, String name, Class<?> owner) {
    Map<String, Object> values = new LinkedHashMap<>();
    entries.forEach((key, value) -> put(values, String.valueOf(key), value, owner));
    return values;
  }
}
