package io.oriel.api.error;

import java.io.Serial;

/** A failure or a refusal that has a place in the table of error codes. */
public class OrielException extends Exception {
  @Serial private static final long serialVersionUID = 1L;

  private final ErrorCode code;

  /** A failure with no deeper cause; {@code detail} says what is particular to it. */
  public OrielException(ErrorCode code, String detail) {
    this(code, detail, null);
  }

  /** A failure that {@code cause} led to. */
  public OrielException(ErrorCode code, String detail, Throwable cause) {
    super(detail.isEmpty() ? code.cause() : detail, cause);
    this.code = code;
  }

  /** The entry of the table. */
  public ErrorCode code() {
    return code;
  }

  /** This failure as a value. */
  public Problem problem() {
    return new Problem(code, getMessage());
  }

  /** With cause and remedy, for those who get nothing but the text, such as a framework's log. */
  @Override
  public String toString() {
    return getClass().getName() + ": " + problem().message();
  }
}
