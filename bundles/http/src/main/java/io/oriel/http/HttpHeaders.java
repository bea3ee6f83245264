package io.oriel.http;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * The header fields of one message in their order; names are compared without regard to case (RFC
 * 9110 section 5.1). Immutable.
 */
public final class HttpHeaders {
  private static final HttpHeaders NONE = new HttpHeaders(List.of());

  private record Field(String name, String value) {}

  private final List<Field> fields;

  private HttpHeaders(final List<Field> fields) {
    this.fields = fields;
  }

  /** No header at all. */
  public static HttpHeaders none() {
    return NONE;
  }

  /** Fields as they arrived, name then value. */
  public static HttpHeaders of(final Collection<Map.Entry<String, String>> fields) {
    final List<Field> list = new ArrayList<>(fields.size());
    for (final Map.Entry<String, String> field : fields) {
      list.add(field(field.getKey(), field.getValue()));
    }
    return new HttpHeaders(List.copyOf(list));
  }

  /** The first value of a header. */
  public Optional<String> first(final String name) {
    for (final Field field : fields) {
      if (field.name.equalsIgnoreCase(name)) {
        return Optional.of(field.value);
      }
    }
    return Optional.empty();
  }

  /** Every value of a header, in order. */
  public List<String> all(final String name) {
    return fields.stream().filter(f -> f.name.equalsIgnoreCase(name)).map(Field::value).toList();
  }

  /** Hands every field, name then value, to the visitor. */
  public void forEach(final BiConsumer<String, String> visitor) {
    fields.forEach(field -> visitor.accept(field.name, field.value));
  }

  /** These fields and one more behind them. */
  public HttpHeaders with(final String name, final String value) {
    final List<Field> more = new ArrayList<>(fields);
    more.add(field(name, value));
    return new HttpHeaders(List.copyOf(more));
  }

  /** These fields without any of that name. */
  public HttpHeaders without(final String name) {
    return new HttpHeaders(fields.stream().filter(f -> !f.name.equalsIgnoreCase(name)).toList());
  }

  private static Field field(final String name, final String value) {
    requireName(name);
    requireValue(name, value);
    return new Field(name, value);
  }

  // A line break in a value would let whoever chose the value write headers of their own.
  private static void requireValue(final String name, final String value) {
    Objects.requireNonNull(value, name);
    for (int i = 0; i < value.length(); i++) {
      final char c = value.charAt(i);
      if ((c < ' ' && c != '\t') || c > 0xff || c == 0x7f) {
        throw new IllegalArgumentException(
            "Header " + name + " has a character that no header may carry, at index " + i);
      }
    }
  }

  private static void requireName(final String name) {
    if (name.isEmpty()
        || !name.chars()
            .allMatch(c -> c > ' ' && c < 0x7f && "()<>@,;:\\\"/[]?={}".indexOf(c) < 0)) {
      throw new IllegalArgumentException("Not a header name: " + name);
    }
  }

  @Override
  public String toString() {
    return fields.toString();
  }
}
