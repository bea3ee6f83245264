package io.oriel.stage.usd;

import io.oriel.api.error.ErrorCode;
import io.oriel.api.error.OrielException;
import java.io.IOException;
import java.util.Optional;

/** The words for everything that can go wrong with a worker. */
final class WorkerFailure {
  /** What to do when no worker starts; the end of those messages. */
  static final String REMEDY =
      "; runtime/run sets up an interpreter with usd-core, or name one under "
          + UsdConfig.PID
          + "/python";

  private static final int SIGNALLED = 128;

  private WorkerFailure() {}

  static OrielException notStarted(String python, IOException cause) {
    return new OrielException(
        ErrorCode.STAGE_READER_UNAVAILABLE,
        "the Python interpreter " + python + " cannot be started: " + cause.getMessage() + REMEDY,
        cause);
  }

  /** The worker said no, in its own words. */
  static OrielException refused(int code, String text, String python, Optional<Exchange<?>> asked) {
    if (code == Wire.ERROR_IMPORT) {
      return new OrielException(
          ErrorCode.STAGE_READER_UNAVAILABLE,
          "the Python interpreter " + python + " has no usable usd-core: " + text + REMEDY);
    }
    return switch (code) {
      case Wire.ERROR_MISSING -> named(ErrorCode.STAGE_NOT_FOUND, asked, text);
      case Wire.ERROR_NO_PRIM -> named(ErrorCode.NOT_FOUND, asked, text);
      case Wire.ERROR_FORBIDDEN -> named(ErrorCode.STAGE_FORBIDDEN, asked, text);
      case Wire.ERROR_TOO_LARGE -> named(ErrorCode.STAGE_TOO_LARGE, asked, text);
      case Wire.ERROR_MEMORY -> outOfMemory(asked);
      default -> named(ErrorCode.STAGE_INVALID, asked, text);
    };
  }

  /** We ended it. */
  static OrielException doomed(
      Worker.Doom doom, boolean warm, String python, Optional<Exchange<?>> asked) {
    return switch (doom) {
      case CANCELLED -> named(ErrorCode.SUPERSEDED, asked, "the load was given up");
      case RETIRED -> named(ErrorCode.SUPERSEDED, asked, "the stage was closed");
      case DISCARDED ->
          named(ErrorCode.STAGE_READER_UNAVAILABLE, asked, "the stage reader is being stopped");
      case TIMED_OUT ->
          warm && asked.isPresent()
              ? named(ErrorCode.STAGE_TIMEOUT, asked, late(asked.get()))
              : new OrielException(
                  ErrorCode.STAGE_READER_UNAVAILABLE,
                  "the Python interpreter " + python + " did not become ready in time" + REMEDY);
    };
  }

  /** It ended by itself. */
  static OrielException died(
      boolean warm, String python, Optional<Exchange<?>> asked, int exit, ErrorOutput errors) {
    if (errors.contains("bad_alloc") || errors.contains("MemoryError")) {
      return outOfMemory(asked);
    }
    String last = errors.lastLines();
    String how = ending(exit, asked) + (last.isEmpty() ? "" : ": " + last);
    if (!warm) {
      return new OrielException(
          ErrorCode.STAGE_READER_UNAVAILABLE,
          "the Python interpreter " + python + " " + how + REMEDY);
    }
    return named(ErrorCode.STAGE_READER_FAILED, asked, "the USD worker " + how);
  }

  /** It broke the protocol. */
  static OrielException babbled(
      boolean warm, String python, Optional<Exchange<?>> asked, MalformedFrameException what) {
    if (!warm) {
      return new OrielException(
          ErrorCode.STAGE_READER_UNAVAILABLE,
          python + " is no USD worker: " + what.getMessage() + REMEDY,
          what);
    }
    return named(
        ErrorCode.STAGE_READER_FAILED,
        asked,
        "the USD worker broke the protocol: " + what.getMessage());
  }

  static OrielException tooLargeForServer(Optional<Exchange<?>> asked) {
    return named(ErrorCode.STAGE_TOO_LARGE, asked, "the server's own memory does not hold it");
  }

  private static OrielException outOfMemory(Optional<Exchange<?>> asked) {
    String limit = asked.map(WorkerFailure::limit).orElse("memoryLimitMiB");
    return named(
        ErrorCode.STAGE_TOO_LARGE,
        asked,
        "the USD worker needs more memory than its limit of " + limit);
  }

  private static String late(Exchange<?> asked) {
    return asked.failing() + " within " + asked.limit().toMillis() / 1000.0 + " s";
  }

  private static OrielException named(ErrorCode code, Optional<Exchange<?>> asked, String text) {
    String told =
        asked
            .map(Exchange::opening)
            .map(opening -> opening.name() + ": " + opening.told(text))
            .orElse(text);
    return new OrielException(code, told);
  }

  private static String ending(int exit, Optional<Exchange<?>> asked) {
    int signal = exit - SIGNALLED;
    return switch (signal) {
      case 6 -> "aborted (signal 6)" + memory(asked);
      case 7, 11 -> "crashed (signal " + signal + ")" + memory(asked);
      case 9 -> "was killed (signal 9)";
      case 15 -> "was terminated (signal 15)";
      default -> "ended with status " + exit;
    };
  }

  /** USD does not survive every allocation that fails, and then dies without a word. */
  private static String memory(Optional<Exchange<?>> asked) {
    return asked.map(exchange -> ", perhaps at its memory limit of " + limit(exchange)).orElse("");
  }

  private static String limit(Exchange<?> asked) {
    return (asked.opening().settings().memoryLimitBytes() >> 20) + " MiB (memoryLimitMiB)";
  }
}
