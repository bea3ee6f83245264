package io.oriel.messages.stage;

import io.oriel.api.error.ErrorCode;
import io.oriel.api.error.OrielException;

/** Components of a payload that a message makes no sense without. */
public final class Required {
  /** Longest text that names something: a prim's path may have 16384 letters. */
  private static final int MAX_LETTERS = 16_384;

  private Required() {}

  /** A text that is there, not blank and of a sane length. */
  public static String text(String value, String name) throws OrielException {
    if (value == null || value.isBlank()) {
      throw malformed(name + " is missing");
    }
    if (value.length() > MAX_LETTERS) {
      throw malformed(name + " has more than " + MAX_LETTERS + " letters");
    }
    return value;
  }

  /** What is thrown for a component that does not fit. */
  public static OrielException malformed(String what) {
    return new OrielException(ErrorCode.MALFORMED, what);
  }
}
