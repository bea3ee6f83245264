package io.oriel.runtime.itest;

import java.util.concurrent.TimeUnit;

/** Watches pictures go by: how long none came. One thread beats, any thread reads. */
final class Cadence {
  private final long freezeNanos;
  private long lastNanos = System.nanoTime();
  private volatile long longestNanos;
  private volatile long frozenNanos;

  /**
   * @param freezeMillis a gap of this length or more counts as frozen
   */
  Cadence(int freezeMillis) {
    freezeNanos = TimeUnit.MILLISECONDS.toNanos(freezeMillis);
  }

  void beat() {
    long now = System.nanoTime();
    long gap = now - lastNanos;
    lastNanos = now;
    longestNanos = Math.max(longestNanos, gap);
    if (gap >= freezeNanos) {
      frozenNanos += gap;
    }
  }

  long longestMillis() {
    return TimeUnit.NANOSECONDS.toMillis(longestNanos);
  }

  double frozenSeconds() {
    return frozenNanos / 1e9;
  }
}
