package io.oriel.api.embed;

import java.util.Objects;

/**
 * A component whose activation failed.
 *
 * @param component the name of the component
 * @param reason why, in one line
 */
public record ComponentFailure(String component, String reason) {
  public ComponentFailure {
    Objects.requireNonNull(component, "component");
    Objects.requireNonNull(reason, "reason");
  }

  @Override
  public String toString() {
    return reason + " (" + component + ")";
  }
}
