package io.oriel.tck;

import io.oriel.api.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** The real clock, which a test can put forward and stop. Safe for use from any thread. */
public final class FakeClock implements Clock {
  private final AtomicLong aheadNanos = new AtomicLong();
  private volatile Optional<Long> stoppedNanos = Optional.empty();

  /** Lets time pass at once. */
  public void pass(Duration time) {
    aheadNanos.addAndGet(time.toNanos());
  }

  /**
   * From now on no time passes but what {@link #pass} lets pass, however slow the machine is. Who
   * waits for a time to come does not see it come.
   */
  public void stop() {
    stoppedNanos = Optional.of(System.nanoTime());
  }

  @Override
  public long nanos() {
    return stoppedNanos.orElseGet(System::nanoTime) + aheadNanos.get();
  }

  @Override
  public void parkUntil(long deadlineNanos) throws InterruptedException {
    long left = deadlineNanos - nanos();
    if (left > 0) {
      TimeUnit.NANOSECONDS.sleep(left);
    }
  }
}
