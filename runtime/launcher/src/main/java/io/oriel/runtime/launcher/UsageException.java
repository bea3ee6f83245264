package io.oriel.runtime.launcher;

/** The command line cannot be understood; the message says what is wrong and what is possible. */
final class UsageException extends Exception {
  private static final long serialVersionUID = 1L;

  UsageException(String message) {
    super(message);
  }
}
