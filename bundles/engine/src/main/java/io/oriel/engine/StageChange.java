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
        s.opened(),
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
            s.opened(),
            s.rootPrimPath(),
            s.loading(),
            fraction,
            activity,
            s.problem());
  }

  /** This is shown; if its load was the newest one nothing loads any more. */
  static StageStatus committed(StageStatus s, Drawing drawing, Optional<Load> load) {
    boolean opened = s.generation() == 0 || load.map(Load::fresh).orElse(false);
    StageStatus shown =
        new StageStatus(
            drawing.stage().source().location(),
            drawing.generation(),
            opened ? drawing.generation() : s.opened(),
            drawing.stage().stage().info().rootPrimPath(),
            s.loading(),
            s.progress(),
            s.activity(),
            s.problem());
    return load.isPresent() && !load.get().cancelled() ? ended(shown, Optional.empty()) : shown;
  }

  /** Nothing loads any more; the stage that is shown stays. */
  static StageStatus ended(StageStatus s, Optional<Problem> problem) {
    return new StageStatus(
        s.location(),
        s.generation(),
        s.opened(),
        s.rootPrimPath(),
        Optional.empty(),
        -1,
        "",
        problem);
  }
}
