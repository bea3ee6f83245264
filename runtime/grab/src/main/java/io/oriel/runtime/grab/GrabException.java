package io.oriel.runtime.grab;

/** Why there is no picture: cause and remedy in words for a person, without a secret. */
public final class GrabException extends Exception {
  private static final long serialVersionUID = 1L;

  public GrabException(String message) {
    super(message);
  }

  public GrabException(String message, Throwable cause) {
    super(message, cause);
  }
}
