package io.oriel.runtime.itest;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Beats by itself: where this stands still, all of the process does, and nobody in it can be told
 * to have waited.
 */
final class OwnClock implements AutoCloseable {
  private static final int PERIOD_MILLIS = 20;

  private final Cadence cadence;
  private final ScheduledExecutorService beating = Executors.newSingleThreadScheduledExecutor();

  OwnClock(int freezeMillis) {
    cadence = new Cadence(freezeMillis);
    beating.scheduleWithFixedDelay(cadence::beat, 0, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
  }

  double frozenSeconds() {
    return cadence.frozenSeconds();
  }

  @Override
  public void close() {
    beating.shutdownNow();
  }
}
