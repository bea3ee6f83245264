package io.oriel.navigation;

import io.oriel.api.time.Clock;
import java.util.concurrent.Semaphore;

/** A clock that goes on by what is waited for, as often as the test lets it. */
final class FakeClock implements Clock {
  private final Semaphore ticks = new Semaphore(0);
  private volatile long nanos;

  void tick(int times) {
    ticks.release(times);
  }

  @Override
  public long nanos() {
    return nanos;
  }

  @Override
  public void parkUntil(long deadlineNanos) throws InterruptedException {
    ticks.acquire();
    nanos = deadlineNanos;
  }
}
