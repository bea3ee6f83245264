package io.oriel.api.error;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Logs each distinct cause at once, and what repeats once a minute with its count, so that an error
 * of every frame or every request fills no log. Safe for use from any thread. Code among the
 * contracts, because every bundle reports and none may depend on another for it.
 */
public final class ErrorLog {
  private static final long INTERVAL_NANOS = TimeUnit.MINUTES.toNanos(1);

  /** Causes that are told apart; a text invented for every frame fills neither memory nor log. */
  private static final int MAX_CAUSES = 64;

  private static final class Cause {
    private boolean logged;
    private long loggedAtNanos;
    private long unlogged;
  }

  private final System.Logger logger;
  private final LongSupplier nanos;
  private final Map<String, Cause> causes = new HashMap<>();

  /**
   * @param logger of whoever reports
   * @param nanos the time, as {@code Clock.nanos} or {@code System.nanoTime} give it
   */
  public ErrorLog(System.Logger logger, LongSupplier nanos) {
    this.logger = logger;
    this.nanos = nanos;
  }

  /**
   * Reports a problem.
   *
   * @param place where it happened, such as {@code Stream main}; part of what tells causes apart
   */
  public void report(String place, Problem problem) {
    String line = place + ": " + problem.message();
    due(line, problem).ifPresent(again -> logger.log(level(problem), line + again.repetitions()));
  }

  /** Reports a problem that an exception brought; of a defect the first line has the stack. */
  public void report(String place, Problem problem, Throwable error) {
    if (error instanceof OrielException) {
      report(place, problem);
      return;
    }
    String line = place + ": " + problem.message() + " (" + where(error) + ")";
    due(line, problem)
        .ifPresent(again -> {
          if (again.first()) {
            logger.log(level(problem), line, error);
          } else {
            logger.log(level(problem), line + again.repetitions());
          }
        });
  }

  /**
   * A line that is to be logged now.
   *
   * @param unlogged how many like it were not logged since the last one
   */
  private record Due(boolean first, long unlogged) {
    String repetitions() {
      return unlogged == 0 ? "" : " (" + unlogged + " more since)";
    }
  }

  /** Empty if this is not the time to log it. */
  private synchronized Optional<Due> due(String line, Problem problem) {
    long now = nanos.getAsLong();
    Cause cause = cause(line, problem, now);
    if (cause.logged && now - cause.loggedAtNanos < INTERVAL_NANOS) {
      cause.unlogged++;
      return Optional.empty();
    }
    Due due = new Due(!cause.logged, cause.unlogged);
    cause.logged = true;
    cause.loggedAtNanos = now;
    cause.unlogged = 0;
    return Optional.of(due);
  }

  private Cause cause(String line, Problem problem, long now) {
    String key = line;
    if (causes.size() >= MAX_CAUSES && !causes.containsKey(key)) {
      causes.values().removeIf(old -> now - old.loggedAtNanos >= INTERVAL_NANOS);
      if (causes.size() >= MAX_CAUSES) {
        key = problem.code().id();
      }
    }
    return causes.computeIfAbsent(key, k -> new Cause());
  }

  private static String where(Throwable error) {
    StackTraceElement[] trace = error.getStackTrace();
    return error + (trace.length == 0 ? "" : " at " + trace[0]);
  }

  private static System.Logger.Level level(Problem problem) {
    return switch (problem.code().level()) {
      case INFO -> System.Logger.Level.INFO;
      case WARNING -> System.Logger.Level.WARNING;
      case ERROR -> System.Logger.Level.ERROR;
    };
  }
}
