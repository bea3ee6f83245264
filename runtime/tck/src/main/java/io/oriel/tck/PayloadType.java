package io.oriel.tck;

import io.oriel.api.message.WireName;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A record as a payload: whether it can be read, and what strange viewers make of it. */
final class PayloadType {
  /** Records, lists, maps and optionals in each other, as deep as the server reads. */
  private static final int MOST_DEPTH = 8;

  private static final Set<Type> SCALARS =
      Set.of(
          String.class,
          Object.class,
          boolean.class,
          Boolean.class,
          int.class,
          Integer.class,
          long.class,
          Long.class,
          double.class,
          Double.class);

  private static final List<Object> TEXTS =
      List.of("", " ", "\0", "\ud800", "/", "/../../etc/passwd", "x".repeat(100_000));

  private static final List<Object> NUMBERS =
      List.of(0.0, -0.0, -1.0, 0.5, 1e17, -1e308, 1e308, Double.MIN_VALUE);

  private PayloadType() {}

  /** What is wrong with it, in words; empty if it can be read. */
  static List<String> complaints(Class<? extends Record> type) {
    List<String> complaints = new ArrayList<>();
    complain(type, type.getSimpleName(), 0, complaints);
    return complaints;
  }

  private static void complain(Type type, String place, int depth, List<String> complaints) {
    if (depth > MOST_DEPTH) {
      complaints.add(place + " lies more than " + MOST_DEPTH + " deep");
    } else if (type instanceof ParameterizedType of) {
      Type[] arguments = of.getActualTypeArguments();
      boolean container =
          of.getRawType() == List.class
              || of.getRawType() == Optional.class
              || of.getRawType() == Map.class && arguments[0] == String.class;
      if (container) {
        complain(arguments[arguments.length - 1], place, depth + 1, complaints);
      } else {
        complaints.add(place + " is a " + type.getTypeName());
      }
    } else if (type instanceof Class<?> plain && plain.isRecord()) {
      Set<String> names = new HashSet<>();
      for (RecordComponent part : plain.getRecordComponents()) {
        String at = place + "." + part.getName();
        WireName name = part.getAnnotation(WireName.class);
        if (!names.add(name == null ? part.getName() : name.value())) {
          complaints.add(at + " has the name of another on the wire");
        }
        complain(part.getGenericType(), at, depth + 1, complaints);
      }
    } else if (!SCALARS.contains(type) && !(type instanceof Class<?> plain && plain.isEnum())) {
      complaints.add(place + " is a " + type.getTypeName());
    }
  }

  /** The payload of a message that says nothing; empty if the record itself refuses that. */
  static <P extends Record> Optional<P> missing(Class<P> type) {
    return make(
        type,
        Arrays.stream(type.getRecordComponents())
            .map(part -> missing(part.getGenericType()))
            .toArray());
  }

  private static Object missing(Type type) {
    if (type == boolean.class) {
      return false;
    }
    if (type == int.class) {
      return 0;
    }
    if (type == long.class) {
      return 0L;
    }
    if (type == double.class) {
      return 0.0;
    }
    return rawOf(type) == Optional.class ? Optional.empty() : null;
  }

  private static Type rawOf(Type type) {
    return type instanceof ParameterizedType of ? of.getRawType() : type;
  }

  /** The same payload with one component missing, each in turn. */
  static <P extends Record> List<P> withoutOne(P payload) {
    List<P> all = new ArrayList<>();
    forEachPart(
        payload, (part, at, parts) -> add(all, payload, parts, at, missing(part.getGenericType())));
    return all;
  }

  /** The same payload with one component strange, each in turn and in every way. */
  static <P extends Record> List<P> strange(P payload) {
    List<P> all = new ArrayList<>();
    forEachPart(
        payload,
        (part, at, parts) ->
            strange(part.getGenericType(), 1)
                .forEach(value -> add(all, payload, parts, at, value)));
    return all;
  }

  private interface Change {
    void make(RecordComponent part, int index, Object[] parts);
  }

  private static void forEachPart(Record payload, Change change) {
    RecordComponent[] parts = payload.getClass().getRecordComponents();
    Object[] values = new Object[parts.length];
    for (int i = 0; i < parts.length; i++) {
      values[i] = read(parts[i], payload);
    }
    for (int i = 0; i < parts.length; i++) {
      change.make(parts[i], i, values);
    }
  }

  @SuppressWarnings("unchecked")
  private static <P extends Record> void add(
      List<P> all, P payload, Object[] parts, int at, Object value) {
    Object[] changed = parts.clone();
    changed[at] = value;
    make((Class<P>) payload.getClass(), changed).ifPresent(all::add);
  }

  /** What a viewer may write where this type is read. */
  private static List<Object> strange(Type type, int depth) {
    if (depth > MOST_DEPTH) {
      return List.of();
    }
    if (type instanceof ParameterizedType of) {
      Type[] arguments = of.getActualTypeArguments();
      return strangeContainer(of.getRawType(), arguments[arguments.length - 1], depth);
    }
    if (type instanceof Class<?> plain && plain.isRecord()) {
      List<Object> all = new ArrayList<>();
      missing(plain.asSubclass(Record.class))
          .ifPresent(nothing -> {
            all.add(nothing);
            all.addAll(strange(nothing));
          });
      return all;
    }
    if (type instanceof Class<?> plain && plain.isEnum()) {
      return List.of(plain.getEnumConstants());
    }
    return strangeScalar(type);
  }

  private static List<Object> strangeScalar(Type type) {
    if (type == String.class) {
      return TEXTS;
    }
    if (type == boolean.class || type == Boolean.class) {
      return List.of(true, false);
    }
    if (type == int.class || type == Integer.class) {
      return List.of(0, 1, -1, Integer.MIN_VALUE, Integer.MAX_VALUE);
    }
    if (type == long.class || type == Long.class) {
      return List.of(0L, 1L, -1L, Long.MIN_VALUE, Long.MAX_VALUE);
    }
    if (type == double.class || type == Double.class) {
      return NUMBERS;
    }
    List<Object> anything = new ArrayList<>(TEXTS);
    anything.addAll(NUMBERS);
    anything.addAll(List.of(true, Long.MAX_VALUE, List.of(), Map.of(), List.of(Map.of("", 1L))));
    return anything;
  }

  private static List<Object> strangeContainer(Type container, Type element, int depth) {
    List<Object> all = new ArrayList<>();
    List<Object> elements = strange(element, depth + 1);
    if (container == Optional.class) {
      all.add(Optional.empty());
      elements.forEach(each -> all.add(Optional.of(each)));
    } else if (container == List.class) {
      all.add(List.of());
      all.add(elements);
      elements.forEach(each -> all.add(Collections.nCopies(1000, each)));
    } else {
      all.add(Map.of());
      elements.forEach(each -> all.add(Map.of("", each)));
      elements.forEach(each -> all.add(Map.of("x".repeat(10_000), each)));
    }
    return all;
  }

  private static Object read(RecordComponent part, Record record) {
    try {
      part.getAccessor().setAccessible(true);
      return part.getAccessor().invoke(record);
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(part + " cannot be read", e);
    }
  }

  /** Empty if the record refuses, which the viewer is told before any handler hears of it. */
  private static <P extends Record> Optional<P> make(Class<P> type, Object[] parts) {
    try {
      var constructor =
          type.getDeclaredConstructor(
              Arrays.stream(type.getRecordComponents())
                  .map(RecordComponent::getType)
                  .toArray(Class<?>[]::new));
      constructor.setAccessible(true);
      return Optional.of(constructor.newInstance(parts));
    } catch (InvocationTargetException refused) {
      return Optional.empty();
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(type + " cannot be made", e);
    }
  }
}
