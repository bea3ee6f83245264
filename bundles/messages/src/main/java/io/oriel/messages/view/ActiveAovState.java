package io.oriel.messages.view;

import io.oriel.api.error.Problem;
import io.oriel.api.message.ServerMessage;
import io.oriel.api.stream.AovStatus;
import java.util.List;
import java.util.Optional;

/**
 * Which output is shown.
 *
 * @param active empty while nothing is shown
 * @param available those that can be shown
 * @param result of a change; empty if there was none
 * @param previous the output that was shown before the change
 * @param requested the one that was asked for, where there was a change or it is not the active one
 * @param reason why the active one is not the requested one
 */
public record ActiveAovState(
    String active,
    List<String> available,
    Optional<Result> result,
    Optional<String> previous,
    Optional<String> requested,
    Optional<String> reason)
    implements ServerMessage {
  /** How a change ended. */
  public enum Result {
    SUCCESS,
    ERROR
  }

  /** What is, whether or not it has just changed. */
  static ActiveAovState of(AovStatus aov) {
    return new ActiveAovState(
        aov.active(),
        aov.available(),
        Optional.empty(),
        Optional.empty(),
        aov.problem().map(problem -> aov.requested()),
        aov.problem().map(Problem::message));
  }

  /** A change that has come to its end, or to nothing. */
  static ActiveAovState changed(AovStatus aov, String previous) {
    return new ActiveAovState(
        aov.active(),
        aov.available(),
        Optional.of(aov.problem().isPresent() ? Result.ERROR : Result.SUCCESS),
        Optional.of(previous),
        Optional.of(aov.requested()),
        aov.problem().map(Problem::message));
  }

  /** A change that was not begun. */
  static ActiveAovState refused(AovStatus aov, String requested, Problem problem) {
    return changed(
        new AovStatus(requested, aov.active(), aov.available(), Optional.of(problem)),
        aov.active());
  }

  @Override
  public String event() {
    return "activeAOVState";
  }
}
