package io.oriel.api.stream;

import io.oriel.api.error.Problem;
import java.util.List;
import java.util.Optional;

/**
 * The output that a stream shows.
 *
 * @param requested the one that was asked for
 * @param active the one that is shown; empty while nothing is
 * @param available those that can be shown: drawn by the renderer and taken by a converter
 * @param problem why the active one is not the requested one; empty if it is
 */
public record AovStatus(
    String requested, String active, List<String> available, Optional<Problem> problem) {
  public AovStatus {
    available = List.copyOf(available);
  }
}
