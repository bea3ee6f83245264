package io.oriel.api.health;

import io.oriel.api.error.Problem;
import java.util.List;
import java.util.Objects;

/**
 * Whether a part can do its job.
 *
 * @param name of the part, such as {@code stream main}
 * @param ready true if it can
 * @param problems why it cannot, or what is not well although it can
 */
public record Readiness(String name, boolean ready, List<Problem> problems) {
  public Readiness {
    Objects.requireNonNull(name, "name");
    problems = List.copyOf(problems);
  }
}
