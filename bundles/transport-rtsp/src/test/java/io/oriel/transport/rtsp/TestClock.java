package io.oriel.transport.rtsp;

import io.oriel.api.time.Clock;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** The real clock, which a test can put forward. */
final class TestClock implements Clock {
  private final AtomicLong ahead = new AtomicLong();

  /** Lets time pass at once. */
  void pass(int seconds) {
    ahead.addAndGet(TimeUnit.SECONDS.toNanos(seconds));
  }

  @Override
  public long nanos() {
    return System.nanoTime() + ahead.get();
  }

  @Override
  public void parkUntil(long deadlineNanos) throws InterruptedException {
    final long left = deadlineNanos - nanos();
    if (left > 0) {
      TimeUnit.NANOSECONDS.sleep(left);
    }
  }
}
