package io.oriel.runtime.launcher;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One key that a component can be configured with, as its bundle describes it.
 *
 * @param key the key
 * @param type the type of the value, or of each of its elements
 * @param many whether the value is a list
 * @param mandatory whether there is no default and a value must be given
 * @param min the least value of a number, or the least length of a text
 * @param max the greatest value of a number, or the greatest length of a text
 * @param options the only values allowed, in their written form; empty when any is
 * @param standard the default in the form of the description, if there is one
 * @param meaning what it is for, or the empty text when the bundle does not say
 */
record Setting(
    String key,
    SettingType type,
    boolean many,
    boolean mandatory,
    Optional<String> min,
    Optional<String> max,
    List<String> options,
    Optional<String> standard,
    String meaning) {

  /** Separates the elements of a list in a description, unless a backslash stands before it. */
  private static final Pattern COMMA = Pattern.compile("(?<!\\\\),");

  Setting {
    options = List.copyOf(options);
  }

  /**
   * The given value in the type that the component reads.
   *
   * @param given a String, a Boolean, a Number, a Character, or a List of those
   * @throws IllegalArgumentException when the value is not allowed; its message says what is
   */
  Object accept(Object given) {
    List<?> values = given instanceof List<?> list ? list : List.of(given);
    if (given instanceof List<?> && !many) {
      throw notAllowed();
    }
    List<Object> accepted = new ArrayList<>(values.size());
    for (Object value : values) {
      accepted.add(acceptOne(value));
    }
    return many ? accepted.toArray(type.newArray(accepted.size())) : accepted.getFirst();
  }

  /** The default in the type that the component reads, if there is one. */
  Optional<Object> defaultValue() {
    return standard.map(text -> many ? list(text) : type.parse(text));
  }

  /** What is allowed, to follow the words "must be". */
  String allowed() {
    String one;
    if (!options.isEmpty()) {
      one = options.stream().map(this::written).collect(Collectors.joining(", ", "one of ", ""));
    } else {
      one = type.words() + limits();
    }
    return many ? "a list, each element " + one : one;
  }

  private Object[] list(String text) {
    Stream<String> elements =
        text.isEmpty() ? Stream.empty() : COMMA.splitAsStream(text).map(e -> e.replace("\\,", ","));
    return elements.map(element -> type.parse(element.strip())).toArray(type::newArray);
  }

  private Object acceptOne(Object value) {
    Object converted;
    try {
      converted = type.convert(value);
    } catch (IllegalArgumentException wrongType) {
      throw notAllowed();
    }
    if (!inOptions(converted) || !inLimits(converted)) {
      throw notAllowed();
    }
    return converted;
  }

  private boolean inOptions(Object value) {
    return options.isEmpty()
        || options.stream().map(type::parse).anyMatch(option -> Objects.equals(option, value));
  }

  private boolean inLimits(Object value) {
    double measure = type.isNumber() ? ((Number) value).doubleValue() : value.toString().length();
    return min.map(Double::valueOf).filter(least -> measure < least).isEmpty()
        && max.map(Double::valueOf).filter(most -> measure > most).isEmpty();
  }

  private String limits() {
    String unit = type.isNumber() ? "" : " characters long";
    if (min.isPresent() && max.isPresent()) {
      return " from " + min.get() + " to " + max.get() + unit;
    }
    return min.map(least -> ", at least " + least + unit)
        .or(() -> max.map(most -> ", at most " + most + unit))
        .orElse("");
  }

  private String written(String option) {
    return type == SettingType.STRING ? '"' + option + '"' : option;
  }

  private IllegalArgumentException notAllowed() {
    return new IllegalArgumentException("must be " + allowed());
  }
}
