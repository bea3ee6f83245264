package io.oriel.runtime.launcher;

import java.lang.reflect.Array;
import java.util.Locale;

/** The scalar types that a metatype attribute can have, and how a value becomes one of them. */
enum SettingType {
  STRING(String.class, "text"),
  PASSWORD(String.class, "text"),
  CHARACTER(Character.class, "one character"),
  BOOLEAN(Boolean.class, "true or false"),
  BYTE(Byte.class, "a whole number"),
  SHORT(Short.class, "a whole number"),
  INTEGER(Integer.class, "a whole number"),
  LONG(Long.class, "a whole number"),
  FLOAT(Float.class, "a number"),
  DOUBLE(Double.class, "a number");

  private final Class<?> javaType;
  private final String words;

  SettingType(Class<?> javaType, String words) {
    this.javaType = javaType;
    this.words = words;
  }

  /** The type named in a metatype document, whose spelling follows the specification. */
  static SettingType named(String metatypeName) {
    return switch (metatypeName) {
      case "Char", "Character" -> CHARACTER;
      default -> valueOf(metatypeName.toUpperCase(Locale.ROOT));
    };
  }

  /** The type in the words of an error message. */
  String words() {
    return words;
  }

  /**
   * The given value as this type.
   *
   * @param given a String, a Boolean, a Number or a Character
   * @throws IllegalArgumentException when the value is of another type or does not fit into it
   */
  Object convert(Object given) {
    return switch (this) {
      case STRING, PASSWORD -> cast(String.class, given);
      case BOOLEAN -> cast(Boolean.class, given);
      case CHARACTER -> character(given);
      case BYTE -> (byte) whole(given, Byte.MIN_VALUE, Byte.MAX_VALUE);
      case SHORT -> (short) whole(given, Short.MIN_VALUE, Short.MAX_VALUE);
      case INTEGER -> (int) whole(given, Integer.MIN_VALUE, Integer.MAX_VALUE);
      case LONG -> whole(given, Long.MIN_VALUE, Long.MAX_VALUE);
      case FLOAT -> cast(Number.class, given).floatValue();
      case DOUBLE -> cast(Number.class, given).doubleValue();
    };
  }

  /** The text, as a metatype document writes its limits and options, as this type. */
  Object parse(String text) {
    return switch (this) {
      case STRING, PASSWORD -> text;
      case BOOLEAN -> Boolean.valueOf(text);
      case CHARACTER -> character(text);
      case BYTE, SHORT, INTEGER, LONG -> convert(Long.valueOf(text));
      case FLOAT, DOUBLE -> convert(Double.valueOf(text));
    };
  }

  boolean isNumber() {
    return Number.class.isAssignableFrom(javaType);
  }

  Object[] newArray(int length) {
    return (Object[]) Array.newInstance(javaType, length);
  }

  private static <T> T cast(Class<T> type, Object given) {
    if (!type.isInstance(given)) {
      throw new IllegalArgumentException();
    }
    return type.cast(given);
  }

  private static Character character(Object given) {
    if (given instanceof Character c) {
      return c;
    }
    String text = cast(String.class, given);
    if (text.length() != 1) {
      throw new IllegalArgumentException();
    }
    return text.charAt(0);
  }

  private static long whole(Object given, long min, long max) {
    Number number = cast(Number.class, given);
    long value = number.longValue();
    boolean exact =
        number instanceof Double || number instanceof Float ? number.doubleValue() == value : true;
    if (!exact || value < min || value > max) {
      throw new IllegalArgumentException();
    }
    return value;
  }
}
