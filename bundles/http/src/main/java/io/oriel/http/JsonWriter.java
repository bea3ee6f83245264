package io.oriel.http;

import java.util.Objects;

/**
 * Writes one JSON text (RFC 8259), for answers of a few fields that are not worth a library. Commas
 * are set by themselves; the caller balances what it opens. Not thread-safe.
 */
public final class JsonWriter {
  private static final char[] HEX = "0123456789abcdef".toCharArray();

  private final StringBuilder out = new StringBuilder(256);
  private boolean first = true;

  /** Opens an object, as the next element. */
  public JsonWriter beginObject() {
    return open('{');
  }

  /** Closes the innermost object. */
  public JsonWriter endObject() {
    return close('}');
  }

  /** Opens an array, as the next element. */
  public JsonWriter beginArray() {
    return open('[');
  }

  /** Closes the innermost array. */
  public JsonWriter endArray() {
    return close(']');
  }

  /** Writes a member's name; its value follows. */
  public JsonWriter name(final String name) {
    separate();
    quote(name);
    out.append(':');
    first = true;
    return this;
  }

  /** Writes a string. */
  public JsonWriter value(final String value) {
    separate();
    quote(Objects.requireNonNull(value, "value"));
    return this;
  }

  /** Writes a whole number. */
  public JsonWriter value(final long value) {
    separate();
    out.append(value);
    return this;
  }

  /** Writes a number; one that JSON cannot write becomes null. */
  public JsonWriter value(final double value) {
    separate();
    if (Double.isFinite(value)) {
      out.append(value);
    } else {
      out.append("null");
    }
    return this;
  }

  /** Writes true or false. */
  public JsonWriter value(final boolean value) {
    separate();
    out.append(value);
    return this;
  }

  /** Writes a string member. */
  public JsonWriter member(final String name, final String value) {
    return name(name).value(value);
  }

  /** Writes a whole number as a member. */
  public JsonWriter member(final String name, final long value) {
    return name(name).value(value);
  }

  /** Writes a number as a member. */
  public JsonWriter member(final String name, final double value) {
    return name(name).value(value);
  }

  /** Writes true or false as a member. */
  public JsonWriter member(final String name, final boolean value) {
    return name(name).value(value);
  }

  /** The text so far. */
  @Override
  public String toString() {
    return out.toString();
  }

  private JsonWriter open(final char bracket) {
    separate();
    out.append(bracket);
    first = true;
    return this;
  }

  private JsonWriter close(final char bracket) {
    out.append(bracket);
    first = false;
    return this;
  }

  private void separate() {
    if (!first) {
      out.append(',');
    }
    first = false;
  }

  private void quote(final String text) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      final char c = text.charAt(i);
      switch (c) {
        case '"', '\\' -> out.append('\\').append(c);
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        default -> {
          // A lone surrogate has no UTF-8 form, and an angle bracket has no business in a script.
          if (c < ' ' || c == '<' || c == 0x7f || Character.isSurrogate(c) && !paired(text, i)) {
            out.append("\\u")
                .append(HEX[c >> 12])
                .append(HEX[c >> 8 & 15])
                .append(HEX[c >> 4 & 15])
                .append(HEX[c & 15]);
          } else {
            out.append(c);
          }
        }
      }
    }
    out.append('"');
  }

  private static boolean paired(final String text, final int i) {
    return Character.isHighSurrogate(text.charAt(i))
        ? i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))
        : i > 0 && Character.isHighSurrogate(text.charAt(i - 1));
  }
}
