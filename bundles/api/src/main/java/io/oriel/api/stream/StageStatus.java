package io.oriel.api.stream;

import io.oriel.api.error.Problem;
import java.util.Optional;

/**
 * The stage of a stream and the load that is under way, if any.
 *
 * @param location of the committed stage as it was asked for; empty for the empty stage
 * @param generation rises by one with every committed stage
 * @param opened the generation that came from {@link StreamControl#openStage}; a later one is the
 *     same stage loaded again, with another variant or other files
 * @param rootPrimPath from where viewers show the hierarchy
 * @param loading location that is being loaded; empty optional if none is
 * @param progress of that load, 0 to 1, negative if unknown or nothing loads
 * @param activity what that load does, a few words
 * @param problem why the last load failed; empty after a success
 */
public record StageStatus(
    String location,
    long generation,
    long opened,
    String rootPrimPath,
    Optional<String> loading,
    double progress,
    String activity,
    Optional<Problem> problem) {
  /** Before anything was committed. */
  public static final StageStatus NONE =
      new StageStatus("", 0, 0, "/", Optional.empty(), -1, "", Optional.empty());
}
