package io.oriel.engine;

import io.oriel.api.aov.Aovs;
import io.oriel.api.error.ErrorCode;
import io.oriel.api.error.Problem;
import io.oriel.api.stream.AovStatus;
import io.oriel.api.stream.StageStatus;
import io.oriel.api.stream.StreamInfo;
import io.oriel.api.stream.StreamState;
import io.oriel.api.stream.StreamStatus;
import java.util.List;
import java.util.Optional;

/** How a stream that its host pushes is. Any thread. */
final class PushedStatus {
  private static final System.Logger LOG = System.getLogger("io.oriel.engine");

  private final StreamInfo info;
  private final StatusBoard board;

  PushedStatus(StreamInfo info) {
    this.info = info;
    board =
        new StatusBoard(
            new StreamStatus(
                StreamState.RECONFIGURING,
                1,
                0,
                false,
                true,
                Optional.of(
                    new Problem(
                        ErrorCode.STREAM_NOT_READY, "the host has not pushed anything yet")),
                StageStatus.NONE,
                new AovStatus(Aovs.LDR_COLOR, "", List.of(Aovs.LDR_COLOR), Optional.empty())));
  }

  StatusBoard board() {
    return board;
  }

  /** Something was shown that the host has pushed. */
  void flows(long epoch) {
    StreamStatus now = board.get();
    if (now.ready() && now.epoch() == epoch) {
      return;
    }
    board.update(s ->
        StatusChange.shown(
            StatusChange.problem(
                StatusChange.pictures(s, StreamState.ACTIVE, epoch, true, false),
                true,
                Optional.empty()),
            Aovs.LDR_COLOR,
            Optional.empty()));
    LOG.log(
        System.Logger.Level.INFO,
        "Stream {0}: the host pushes, {1}x{2}",
        info.name(),
        Integer.toString(info.width()),
        Integer.toString(info.height()));
  }

  void stopped() {
    board.update(StatusChange::stopped);
  }
}
