package io.oriel.video;

import io.oriel.api.time.Clock;
import java.util.concurrent.atomic.AtomicLong;

/** Time that passes when the test says so. */
final class FakeClock implements Clock {
  private final AtomicLong now = new AtomicLong(1_000_000_000_000L);

  void pass(long nanos) {
    now.addAndGet(nanos);
  }

  @Override
  public long nanos() {
    return now.get();
  }

  @Override
  public void parkUntil(long deadlineNanos) {
    throw new UnsupportedOperationException("the feed never waits for the clock");
  }
}
