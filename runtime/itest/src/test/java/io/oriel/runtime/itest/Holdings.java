package io.oriel.runtime.itest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * What a process of a JVM holds.
 *
 * @param heapKiB live objects after a full collection
 * @param residentKiB memory of the process, its heap included
 */
record Holdings(long heapKiB, long residentKiB, long threads, long descriptors) {
  static Holdings of(long pid) throws Exception {
    String histogram = jcmd(pid, "GC.class_histogram");
    String total = histogram.lines().reduce((a, b) -> b).orElseThrow().trim();
    long heap = Long.parseLong(total.split("\\s+")[2]) / 1024;
    return new Holdings(
        heap,
        status(pid, "VmRSS:"),
        status(pid, "Threads:"),
        count(Path.of("/proc/" + pid + "/fd")));
  }

  /** The answer goes by a file: of this process it could not be read while the JVM gives it. */
  static String jcmd(long pid, String command) throws Exception {
    Path tool = Path.of(System.getProperty("java.home"), "bin", "jcmd");
    Path answer = Files.createTempFile("jcmd", ".txt");
    try {
      Process process =
          new ProcessBuilder(tool.toString(), Long.toString(pid), command)
              .redirectErrorStream(true)
              .redirectOutput(answer.toFile())
              .start();
      if (!process.waitFor(60, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new IllegalStateException("jcmd " + command + " does not end");
      }
      return Files.readString(answer);
    } finally {
      Files.delete(answer);
    }
  }

  private static long status(long pid, String key) throws IOException {
    return Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream()
        .filter(line -> line.startsWith(key))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
        .findFirst()
        .orElseThrow();
  }

  private static long count(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.count();
    }
  }
}
