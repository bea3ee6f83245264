package io.oriel.metrics;

import com.sun.management.UnixOperatingSystemMXBean;
import io.prometheus.metrics.model.snapshots.Labels;
import java.io.IOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.nio.file.Files;
import java.nio.file.Path;

/** What the process and its JVM use, under the names that Prometheus' own clients give it. */
final class ProcessMetrics {
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final String RESIDENT = "VmRSS:";
  private static final double MILLIS_A_SECOND = 1e3;
  private static final long KIB = 1024;

  void addTo(MetricTable table) {
    gauge(
        table,
        "process_start_time_seconds",
        "Start of the process, since the epoch.",
        ManagementFactory.getRuntimeMXBean().getStartTime() / MILLIS_A_SECOND);
    if (ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system) {
      table.addCounter(
          "process_cpu_seconds",
          "Processor time used.",
          Labels.EMPTY,
          MetricTable.seconds(system.getProcessCpuTime()));
      gauge(
          table, "process_open_fds", "Open file descriptors.", system.getOpenFileDescriptorCount());
      gauge(
          table,
          "process_max_fds",
          "The most file descriptors that may be open.",
          system.getMaxFileDescriptorCount());
    }
    resident(table);
    memory(table, "heap", ManagementFactory.getMemoryMXBean().getHeapMemoryUsage());
    memory(table, "nonheap", ManagementFactory.getMemoryMXBean().getNonHeapMemoryUsage());
    gauge(
        table,
        "jvm_threads_current",
        "Platform threads.",
        ManagementFactory.getThreadMXBean().getThreadCount());
    ManagementFactory.getGarbageCollectorMXBeans().forEach(collector -> garbage(table, collector));
    ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class)
        .forEach(pool ->
            table.addGauge(
                "jvm_buffer_pool_used_bytes",
                "Memory of buffers outside the heap.",
                Labels.of("pool", pool.getName()),
                pool.getMemoryUsed()));
  }

  private static void gauge(MetricTable table, String name, String help, double value) {
    table.addGauge(name, help, Labels.EMPTY, value);
  }

  private static void memory(MetricTable table, String area, MemoryUsage usage) {
    Labels labels = Labels.of("area", area);
    table.addGauge("jvm_memory_used_bytes", "Memory in use.", labels, usage.getUsed());
    table.addGauge(
        "jvm_memory_committed_bytes",
        "Memory taken from the system.",
        labels,
        usage.getCommitted());
  }

  private static void garbage(MetricTable table, GarbageCollectorMXBean collector) {
    Labels labels = Labels.of("gc", collector.getName());
    table.addCounter(
        "jvm_gc_collections", "Garbage collections.", labels, collector.getCollectionCount());
    table.addCounter(
        "jvm_gc_collection_seconds",
        "Time spent in garbage collections.",
        labels,
        collector.getCollectionTime() / MILLIS_A_SECOND);
  }

  /** Linux tells it; elsewhere it is left out. */
  private static void resident(MetricTable table) {
    try {
      for (String line : Files.readAllLines(STATUS)) {
        if (line.startsWith(RESIDENT)) {
          String kib = line.substring(RESIDENT.length()).replace("kB", "").strip();
          gauge(
              table,
              "process_resident_memory_bytes",
              "Memory of the process that is in RAM.",
              Long.parseLong(kib) * KIB);
        }
      }
    } catch (IOException | NumberFormatException absent) {
      // Not Linux.
    }
  }
}
