package io.oriel.viewers;

import io.oriel.api.time.Clock;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/** A clock that shows what a test says. */
record HandClock(LongSupplier hand) implements Clock {
  @Override
  public long nanos() {
    return hand.getAsLong();
  }

  @Override
  public void parkUntil(long deadlineNanos) throws InterruptedException {
    while (nanos() < deadlineNanos) {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      LockSupport.parkNanos(100_000);
    }
  }
}
