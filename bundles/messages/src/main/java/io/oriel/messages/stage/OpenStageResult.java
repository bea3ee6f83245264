package io.oriel.messages.stage;

import io.oriel.api.error.ErrorCode;
import io.oriel.api.error.Problem;
import io.oriel.api.message.ServerMessage;
import io.oriel.api.message.WireName;
import io.oriel.api.stage.StageInfo;
import io.oriel.api.stream.StreamControl;
import java.util.Optional;

/**
 * Which stage is shown, or why another is not.
 *
 * @param url what viewers call the stage; after an error the one that was asked for
 * @param code of the error
 * @param error cause and remedy
 * @param rootPrimPath of the stage that is shown
 * @param upAxis of the stage that is shown, {@code Y} or {@code Z}
 */
public record OpenStageResult(
    String url,
    Result result,
    Optional<String> code,
    Optional<String> error,
    @WireName("root_prim_path") String rootPrimPath,
    @WireName("up_axis") String upAxis)
    implements ServerMessage {
  /** How an attempt ended. */
  public enum Result {
    SUCCESS,
    ERROR
  }

  static OpenStageResult shown(StreamControl stream, StageAddresses addresses) {
    return of(
        stream,
        addresses.url(stream.status().stage().location()),
        Result.SUCCESS,
        Optional.empty());
  }

  static OpenStageResult failed(StreamControl stream, String url, Problem problem) {
    return of(stream, url, Result.ERROR, Optional.of(problem));
  }

  private static OpenStageResult of(
      StreamControl stream, String url, Result result, Optional<Problem> problem) {
    return new OpenStageResult(
        url,
        result,
        problem.map(Problem::code).map(ErrorCode::id),
        problem.map(Problem::message),
        stream.status().stage().rootPrimPath(),
        upAxis(stream.stageInfo()));
  }

  private static String upAxis(StageInfo info) {
    return info.up().z() > info.up().y() ? "Z" : "Y";
  }

  @Override
  public String event() {
    return "openStageResult";
  }
}
