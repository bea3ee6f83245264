package io.oriel.runtime.launcher;

/**
 * A component whose activation failed.
 *
 * @param component the name of the component
 * @param reason why, in one line
 */
public record ComponentFailure(String component, String reason) {
  @Override
  public String toString() {
    return reason + " (" + component + ")";
  }
}
