package io.oriel.aov.rows;

import static org.awaitility.Awaitility.await;

import com.sun.management.ThreadMXBean;
import io.oriel.api.error.OrielException;
import java.lang.management.ManagementFactory;
import java.time.Duration;

/** What conversions allocate on the heap, for tests. */
public final class Allocation {
  private static final int FRAMES = 50;
  private static final long MOST_BYTES_A_FRAME = 1024;

  private Allocation() {}

  /** Waits until the compiler has been through it; from then on frames cost no memory. */
  public static void assertNoneAFrame(Trial trial) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    await()
        .pollInSameThread()
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(1))
        .atMost(Duration.ofSeconds(30))
        .until(() -> {
          long before = threads.getCurrentThreadAllocatedBytes();
          frames(trial);
          return threads.getCurrentThreadAllocatedBytes() - before < FRAMES * MOST_BYTES_A_FRAME;
        });
  }

  private static void frames(Trial trial) throws OrielException {
    for (int frame = 0; frame < FRAMES; frame++) {
      trial.convertUnchecked();
    }
  }
}
