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
  static OrielException refused(int code, String text, String python, Optional<Job> job) {
    if (code == Wire.ERROR_IMPORT) {
      return new OrielException(
          ErrorCode.STAGE_READER_UNAVAILABLE,
          "the Python interpreter " + python + " has no usable usd-core: " + text + REMEDY);
    }
    return switch (code) {
      case Wire.ERROR_MISSING -> named(ErrorCode.STAGE_NOT_FOUND, job, "the file is gone");
      case Wire.ERROR_FORBIDDEN -> named(ErrorCode.STAGE_FORBIDDEN, job, text);
      case Wire.ERROR_TOO_LARGE -> named(ErrorCode.STAGE_TOO_LARGE, job, text);
      case Wire.ERROR_MEMORY -> outOfMemory(job);
      default -> named(ErrorCode.STAGE_INVALID, job, text);
    };
  }

  /** We ended it. */
  static OrielException doomed(Worker.Doom doom, boolean warm, String python, Job job) {
    Optional<Job> load = Optional.ofNullable(job);
    return switch (doom) {
      case CANCELLED -> named(ErrorCode.SUPERSEDED, load, "the load was given up");
      case DISCARDED ->
          named(ErrorCode.STAGE_READER_UNAVAILABLE, load, "the stage reader is being stopped");
      case TIMED_OUT ->
          warm
              ? named(ErrorCode.STAGE_TIMEOUT, load, "not read within " + seconds(job))
              : new OrielException(
                  ErrorCode.STAGE_READER_UNAVAILABLE,
                  "the Python interpreter " + python + " did not become ready in time" + REMEDY);
    };
  }

  /** It ended by itself. */
  static OrielException died(boolean warm, String python, Job job, int exit, ErrorOutput errors) {
    Optional<Job> load = Optional.ofNullable(job);
    if (errors.contains("bad_alloc") || errors.contains("MemoryError")) {
      return outOfMemory(load);
    }
    String last = errors.lastLines();
    String how = ending(exit, load) + (last.isEmpty() ? "" : ": " + last);
    if (!warm) {
      return new OrielException(
          ErrorCode.STAGE_READER_UNAVAILABLE,
          "the Python interpreter " + python + " " + how + REMEDY);
    }
    return named(ErrorCode.STAGE_READER_FAILED, load, "the USD worker " + how);
  }

  /** It broke the protocol. */
  static OrielException babbled(
      boolean warm, String python, Job job, MalformedFrameException what) {
    if (!warm) {
      return new OrielException(
          ErrorCode.STAGE_READER_UNAVAILABLE,
          python + " is no USD worker: " + what.getMessage() + REMEDY,
          what);
    }
    return named(
        ErrorCode.STAGE_READER_FAILED,
        Optional.ofNullable(job),
        "the USD worker broke the protocol: " + what.getMessage());
  }

  static OrielException tooLargeForServer(Job job) {
    return named(
        ErrorCode.STAGE_TOO_LARGE,
        Optional.ofNullable(job),
        "the server's own memory does not hold it");
  }

  private static OrielException outOfMemory(Optional<Job> job) {
    String limit = job.map(WorkerFailure::limit).orElse("memoryLimitMiB");
    return named(
        ErrorCode.STAGE_TOO_LARGE,
        job,
        "the USD worker needs more memory than its limit of " + limit);
  }

  private static String seconds(Job job) {
    return job.limit().toMillis() / 1000.0 + " s";
  }

  private static OrielException named(ErrorCode code, Optional<Job> job, String text) {
    String file = job.map(load -> load.file() + ": ").orElse("");
    return new OrielException(code, file + text);
  }

  private static String ending(int exit, Optional<Job> job) {
    int signal = exit - SIGNALLED;
    return switch (signal) {
      case 6 -> "aborted (signal 6)" + memory(job);
      case 7, 11 -> "crashed (signal " + signal + ")" + memory(job);
      case 9 -> "was killed (signal 9)";
      case 15 -> "was terminated (signal 15)";
      default -> "ended with status " + exit;
    };
  }

  /** USD does not survive every allocation that fails, and then dies without a word. */
  private static String memory(Optional<Job> job) {
    return job.map(load -> ", perhaps at its memory limit of " + limit(load)).orElse("");
  }

  private static String limit(Job job) {
    return (job.settings().memoryLimitBytes() >> 20) + " MiB (memoryLimitMiB)";
  }
}
