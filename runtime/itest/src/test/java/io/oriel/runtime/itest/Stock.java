package io.oriel.runtime.itest;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;

/**
 * What the JVM of this test holds after a full collection.
 *
 * @param classes that are loaded
 */
record Stock(Holdings holdings, int classes, long metaspaceKiB) {
  static Stock take() throws Exception {
    Holdings holdings = Holdings.of(ProcessHandle.current().pid());
    MemoryPoolMXBean metaspace =
        ManagementFactory.getMemoryPoolMXBeans().stream()
            .filter(pool -> pool.getName().equals("Metaspace"))
            .findFirst()
            .orElseThrow();
    return new Stock(
        holdings,
        ManagementFactory.getClassLoadingMXBean().getLoadedClassCount(),
        metaspace.getUsage().getUsed() / 1024);
  }

  @Override
  public String toString() {
    return "%d classes, metaspace %d KiB, heap %d KiB, %d threads, %d descriptors"
        .formatted(
            classes, metaspaceKiB, holdings.heapKiB(), holdings.threads(), holdings.descriptors());
  }
}
