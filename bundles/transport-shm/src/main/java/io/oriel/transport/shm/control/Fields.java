package io.oriel.transport.shm.control;

import java.util.regex.Pattern;

/**
 * The fields of a line, {@code key=value} with a space between them, in the order of the protocol.
 * Used by one thread.
 */
final class Fields {
  private static final Pattern FLOAT =
      Pattern.compile("-?[0-9]{1,40}(\\.[0-9]{1,40})?([eE][-+]?[0-9]{1,2})?");
  private static final Pattern INTEGER = Pattern.compile("-?[0-9]{1,20}");

  private final String text;
  private int at;

  Fields(String text) {
    this.text = text;
  }

  /** The next field, which has this key and a whole number in this range. */
  int integer(String key, int least, int most) throws MalformedLineException {
    final long value = wide(key);
    check(value >= least && value <= most);
    return (int) value;
  }

  /** The next field, which has this key and a time or a number that nobody here needs. */
  void skipUnsigned(String key) throws MalformedLineException {
    final String value = value(key);
    check(INTEGER.matcher(value).matches() && value.charAt(0) != '-');
  }

  /** The next field, which has this key and a number no farther from zero. */
  float number(String key, float most) throws MalformedLineException {
    final String value = value(key);
    check(FLOAT.matcher(value).matches());
    final float number = Float.parseFloat(value);
    check(Math.abs(number) <= most);
    return number;
  }

  /** There is no more field. */
  void end() throws MalformedLineException {
    check(at >= text.length());
  }

  private long wide(String key) throws MalformedLineException {
    final String value = value(key);
    check(INTEGER.matcher(value).matches() && value.length() < 19);
    return Long.parseLong(value);
  }

  private String value(String key) throws MalformedLineException {
    check(text.startsWith(key, at) && text.startsWith("=", at + key.length()));
    final int begin = at + key.length() + 1;
    final int space = text.indexOf(' ', begin);
    final int end = space < 0 ? text.length() : space;
    at = end + 1;
    return text.substring(begin, end);
  }

  static void check(boolean isRight) throws MalformedLineException {
    if (!isRight) {
      throw new MalformedLineException();
    }
  }
}
