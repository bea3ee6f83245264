package io.oriel.engine;

import io.oriel.api.time.Clock;
import java.util.concurrent.locks.LockSupport;
import org.osgi.service.component.annotations.Component;

/** The machine's monotonic clock. */
@Component(service = Clock.class)
public final class SystemClock implements Clock {
  @Override
  public long nanos() {
    return System.nanoTime();
  }

  @Override
  public void parkUntil(long deadlineNanos) throws InterruptedException {
    for (long left = deadlineNanos - nanos(); left > 0; left = deadlineNanos - nanos()) {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      LockSupport.parkNanos(this, left);
    }
  }
}
