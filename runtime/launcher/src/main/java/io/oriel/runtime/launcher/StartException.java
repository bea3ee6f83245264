package io.oriel.runtime.launcher;

/** The framework or a bundle could not be started; the message says which and why, a line each. */
public final class StartException extends Exception {
  private static final long serialVersionUID = 1L;

  StartException(String message) {
    super(message);
  }

  StartException(String message, Throwable cause) {
    super(message, cause);
  }
}
