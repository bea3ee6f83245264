package io.oriel.runtime.itest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** Viewers that come and go leave nothing behind. Some minutes long: {@code verify --soak}. */
@EnabledIfSystemProperty(named = "oriel.soak", matches = "true")
class LeakIT {
  private static final int LOADS = 200;

  /** The heap is all there from the start: what the process grows by then is native memory. */
  private static final String JAVA =
      "-Xms256m -Xmx256m -XX:+AlwaysPreTouch -XX:NativeMemoryTracking=summary";

  @TempDir Path folder;

  /**
   * What a server holds.
   *
   * @param heapKiB live objects after a full collection
   * @param residentKiB memory of the process, its heap included
   */
  private record Holdings(long heapKiB, long residentKiB, long threads, long descriptors) {
    static Holdings of(ServerProcess server) throws Exception {
      String histogram = jcmd(server.pid(), "GC.class_histogram");
      String total = histogram.lines().reduce((a, b) -> b).orElseThrow().trim();
      long heap = Long.parseLong(total.split("\\s+")[2]) / 1024;
      return new Holdings(
          heap,
          status(server, "VmRSS:"),
          status(server, "Threads:"),
          count(Path.of("/proc/" + server.pid() + "/fd")));
    }

    private static String jcmd(long pid, String command) throws Exception {
      Path tool = Path.of(System.getProperty("java.home"), "bin", "jcmd");
      Process process =
          new ProcessBuilder(tool.toString(), Long.toString(pid), command)
              .redirectErrorStream(true)
              .start();
      String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      process.waitFor(30, TimeUnit.SECONDS);
      return out;
    }

    private static long status(ServerProcess server, String key) throws IOException {
      return Files.readAllLines(Path.of("/proc/" + server.pid() + "/status")).stream()
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

  @Test
  void twoHundredPageLoadsAreFlatFromTheHundredthOn() throws Exception {
    try (ServerProcess server =
            ServerProcess.startWithJava(
                    folder, JAVA, "--stage", Place.stage("calibration.usda").toString())
                .awaitReady();
        Chromium browser = Chromium.start(folder)) {
      Holdings middle = null;
      for (int load = 1; load <= LOADS; load++) {
        BrowserIT.openAndSee(browser, server.ports().page()).close();
        if (load == LOADS / 2) {
          middle = settled(server, load);
        }
      }
      Holdings end = settled(server, LOADS);
      String both = "from " + middle + " to " + end;
      System.out.println("LeakIT: " + LOADS + " page loads, holdings " + both);
      assertThat(end.heapKiB()).as(both).isLessThan(middle.heapKiB() + 3 * 1024);
      assertThat(end.residentKiB()).as(both).isLessThan(middle.residentKiB() + 24 * 1024);
      assertThat(end.threads()).as(both).isLessThanOrEqualTo(middle.threads() + 2);
      assertThat(end.descriptors()).as(both).isLessThanOrEqualTo(middle.descriptors() + 2);
    }
  }

  /** Waits until everybody has left, then takes stock. */
  private static Holdings settled(ServerProcess server, int viewers) throws Exception {
    await("all " + viewers + " viewers to have left")
        .atMost(Duration.ofSeconds(40))
        .until(() ->
            server.log().lines().filter(line -> line.contains(" left main")).count() >= viewers);
    Files.writeString(
        Files.createDirectories(Place.REPORTS).resolve("native-memory-" + viewers + ".txt"),
        Holdings.jcmd(server.pid(), "VM.native_memory"));
    return Holdings.of(server);
  }
}
