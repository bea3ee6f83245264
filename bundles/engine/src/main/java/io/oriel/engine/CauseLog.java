package io.oriel.engine;

import io.oriel.api.error.OrielException;
import io.oriel.api.error.Problem;
import io.oriel.api.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Logs a recurring problem once a minute for each cause, with its count. One thread. */
final class CauseLog {
  private static final System.Logger LOG = System.getLogger("io.oriel.engine");
  private static final long INTERVAL_NANOS = TimeUnit.MINUTES.toNanos(1);

  /**
   * Causes that are told apart; a renderer that invents a text per frame fills neither memory nor
   * log.
   */
  private static final int MAX_CAUSES = 64;

  private static final class Cause {
    boolean logged;
    long loggedAtNanos;
    long unlogged;
  }

  private final String stream;
  private final Clock clock;
  private final Map<String, Cause> causes = new HashMap<>();

  CauseLog(String stream, Clock clock) {
    this.stream = stream;
    this.clock = clock;
  }

  void log(Problem problem, Throwable error) {
    long now = clock.nanos();
    Cause cause = cause(problem, now);
    if (cause.logged && now - cause.loggedAtNanos < INTERVAL_NANOS) {
      cause.unlogged++;
      return;
    }
    String again = cause.unlogged == 0 ? "" : " (" + cause.unlogged + " more since)";
    cause.logged = true;
    cause.loggedAtNanos = now;
    cause.unlogged = 0;
    LOG.log(
        System.Logger.Level.WARNING,
        "Stream {0}: {1}{2}",
        stream,
        problem.message() + detail(error),
        again);
  }

  private Cause cause(Problem problem, long now) {
    String key = problem.code().id() + problem.detail();
    if (causes.size() >= MAX_CAUSES && !causes.containsKey(key)) {
      causes.values().removeIf(old -> now - old.loggedAtNanos >= INTERVAL_NANOS);
      if (causes.size() >= MAX_CAUSES) {
        key = problem.code().id();
      }
    }
    return causes.computeIfAbsent(key, k -> new Cause());
  }

  /** A defect shows where it is; a refusal speaks for itself. */
  private static String detail(Throwable error) {
    if (error instanceof OrielException) {
      return "";
    }
    StackTraceElement[] trace = error.getStackTrace();
    return " (" + error + (trace.length == 0 ? "" : " at " + trace[0]) + ")";
  }
}
