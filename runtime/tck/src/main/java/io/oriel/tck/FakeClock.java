package io.oriel.tck;

import io.oriel.api.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** The real clock, which a test can put forward. Safe for use from any thread. */
public final class FakeClock implements Clock {
  private final AtomicLong aheadNanos = new AtomicLong();

  /** Lets time pass at once. */
  public void pass(Duration time) {
    aheadNanos.addAndGet(time.toNanos());
  }

  @Override
  public long nanos() {
    return System.nanoTime() + aheadNanos.get();
  }

  @Override
  public void parkUntil(long deadlineNanos) throws InterruptedException {
    long left = deadlineNanos - nanos();
    if (left > 0) {
      TimeUnit.NANOSECONDS.sleep(left);
    }
  }
}
