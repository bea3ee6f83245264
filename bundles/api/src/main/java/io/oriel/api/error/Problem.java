package io.oriel.api.error;

import java.util.Objects;

/**
 * One occurrence of an error.
 *
 * @param code which entry of the table
 * @param detail what is particular to this occurrence: the file, the key, the value; empty if there
 *     is nothing to add; never a secret
 */
public record Problem(ErrorCode code, String detail) {
  public Problem {
    Objects.requireNonNull(code, "code");
    Objects.requireNonNull(detail, "detail");
  }

  /** Cause, detail and remedy in one line, for logs and people. */
  public String message() {
    String what = detail.isEmpty() ? code.cause() : detail;
    return what + " [" + code.id() + "] " + code.remedy();
  }
}
