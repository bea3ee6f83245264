package io.oriel.engine;

import io.oriel.api.error.Problem;
import io.oriel.api.stream.StageStatus;
import java.util.Optional;

/** How a stage's status changes while stages come and go. */
final class StageChange {
  private StageChange() {}

  static StageStatus loading(StageStatus s, String location) {
    return new StageStatus(
        s.location(),
        s.generation(),
        s.rootPrimPath(),
        Optional.of(location),
        0,
        "waiting",
        Optional.empty());
  }

  static StageStatus progress(StageStatus s, double fraction, String activity) {
    return s.loading().isEmpty()
        ? s
        : new StageStatus(
            s.location(),
            s.generation(),
            s.rootPrimPath(),
            s.loading(),
            fraction,
            activity,
            s.problem());
  }

  static StageStatus committed(Drawing drawing) {
    return new StageStatus(
        drawing.stage().source().location(),
        drawing.generation(),
        drawing.stage().stage().info().rootPrimPath(),
        Optional.empty(),
        -1,
        "",
        Optional.empty());
  }

  static StageStatus failed(StageStatus s, Problem problem) {
    return new StageStatus(
        s.location(),
        s.generation(),
        s.rootPrimPath(),
        Optional.empty(),
        -1,
        "",
        Optional.of(problem));
  }
}
