package io.oriel.tck;

import static org.awaitility.Awaitility.await;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;

/** What something allocates on the heap. */
final class Allocation {
  /** One that may fail. */
  interface Task {
    void run() throws Exception;
  }

  private Allocation() {}

  /** Waits until the compiler has been through it and it allocates less than so much each time. */
  static void awaitLess(Duration patience, int times, long bytesEach, Task task) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    await("no more than " + bytesEach + " bytes allocated each time")
        .pollInSameThread()
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(1))
        .atMost(patience)
        .until(() -> {
          long before = threads.getCurrentThreadAllocatedBytes();
          for (int i = 0; i < times; i++) {
            task.run();
          }
          return threads.getCurrentThreadAllocatedBytes() - before < times * bytesEach;
        });
  }
}
