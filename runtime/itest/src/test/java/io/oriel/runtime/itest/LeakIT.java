package io.oriel.runtime.itest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
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
    return Holdings.of(server.pid());
  }
}
