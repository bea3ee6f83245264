package io.oriel.messages.stage;

import io.oriel.api.error.ErrorCode;
import io.oriel.api.error.Problem;
import io.oriel.api.stream.StreamStatus;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** What ails the pictures of one stream, and when its viewers are to hear of it. */
final class StreamTrouble {
  /** A trouble that comes and goes is told so often at most. */
  private static final long SILENCE_NANOS = TimeUnit.SECONDS.toNanos(10);

  private final LongSupplier nanos;
  private final Map<ErrorCode, Long> toldNanos = new EnumMap<>(ErrorCode.class);
  private Optional<ErrorCode> present = Optional.empty();

  StreamTrouble(LongSupplier nanos) {
    this.nanos = nanos;
  }

  /** Why its pictures fail; empty if they do not, or if it starts up, loads or ends. */
  static Optional<Problem> of(StreamStatus status) {
    return status.stage().generation() == 0
        ? Optional.empty()
        : status.problem().filter(problem -> isTrouble(problem.code()));
  }

  private static boolean isTrouble(ErrorCode code) {
    return switch (code) {
      case STREAM_NOT_READY,
          STREAM_ENDED,
          SERVER_STOPPING,
          SUPERSEDED,
          STAGE_NOT_FOUND,
          STAGE_INVALID,
          STAGE_FORBIDDEN,
          STAGE_TOO_LARGE,
          STAGE_TIMEOUT,
          STAGE_READER_UNAVAILABLE,
          STAGE_READER_FAILED ->
          false;
      default -> true;
    };
  }

  /** What is to be told now: a trouble that was not there before, or another one. */
  Optional<Problem> news(StreamStatus status) {
    Optional<Problem> trouble = of(status);
    Optional<ErrorCode> code = trouble.map(Problem::code);
    boolean changed = !code.equals(present);
    present = code;
    return changed ? trouble.filter(problem -> isDue(problem.code())) : Optional.empty();
  }

  private boolean isDue(ErrorCode code) {
    long now = nanos.getAsLong();
    Long before = toldNanos.get(code);
    if (before != null && now - before < SILENCE_NANOS) {
      return false;
    }
    toldNanos.put(code, now);
    return true;
  }
}
