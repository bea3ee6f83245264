package io.oriel.engine;

import io.oriel.api.error.ErrorCode;
import io.oriel.api.error.Problem;
import io.oriel.api.stream.AovStatus;
import io.oriel.api.stream.StageStatus;
import io.oriel.api.stream.StreamState;
import io.oriel.api.stream.StreamStatus;
import java.util.List;
import java.util.Optional;

/** A status with one part replaced. */
final class StatusChange {
  private StatusChange() {}

  static StreamStatus revision(StreamStatus s, long revision) {
    return new StreamStatus(
        s.state(), s.epoch(), revision, s.ready(), s.held(), s.problem(), s.stage(), s.aov());
  }

  static StreamStatus pictures(
      StreamStatus s, StreamState state, long epoch, boolean ready, boolean held) {
    return new StreamStatus(
        state, epoch, s.revision(), ready, held, s.problem(), s.stage(), s.aov());
  }

  static StreamStatus problem(StreamStatus s, boolean ready, Optional<Problem> problem) {
    return new StreamStatus(
        s.state(), s.epoch(), s.revision(), ready, s.held(), problem, s.stage(), s.aov());
  }

  /** What ailed a stream that shows nothing is past when it has something to draw again. */
  static StreamStatus awaitingPicture(StreamStatus s) {
    return s.ready()
        ? s
        : problem(s, false, Optional.of(new Problem(ErrorCode.STREAM_NOT_READY, "")));
  }

  static StreamStatus stage(StreamStatus s, StageStatus stage) {
    return new StreamStatus(
        s.state(), s.epoch(), s.revision(), s.ready(), s.held(), s.problem(), stage, s.aov());
  }

  /** The end, the last status there is. */
  static StreamStatus stopped(StreamStatus s) {
    StageStatus stage = s.stage();
    return new StreamStatus(
        StreamState.STOPPED,
        s.epoch(),
        s.revision(),
        false,
        s.held(),
        Optional.of(new Problem(ErrorCode.STREAM_ENDED, "")),
        stage.loading().isEmpty() ? stage : StageChange.ended(stage, stage.problem()),
        s.aov());
  }

  /** What can be shown, and why what is asked for cannot; what is shown is the loop's to say. */
  static StreamStatus offered(
      StreamStatus s, String requested, List<String> available, Optional<Problem> problem) {
    return aov(s, new AovStatus(requested, s.aov().active(), available, problem));
  }

  private static StreamStatus aov(StreamStatus s, AovStatus aov) {
    return new StreamStatus(
        s.state(), s.epoch(), s.revision(), s.ready(), s.held(), s.problem(), s.stage(), aov);
  }

  /** The output that is shown, and why it is not the requested one. */
  static StreamStatus shown(StreamStatus s, String active, Optional<Problem> why) {
    AovStatus aov = s.aov();
    Optional<Problem> problem = active.equals(aov.requested()) ? Optional.empty() : aov.problem();
    return aov(
        s,
        new AovStatus(aov.requested(), active, aov.available(), why.isPresent() ? why : problem));
  }
}
