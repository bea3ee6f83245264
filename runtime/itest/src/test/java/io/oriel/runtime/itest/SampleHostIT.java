package io.oriel.runtime.itest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The sample of a host, run as its README says: from its source, on the unpacked distribution. */
class SampleHostIT {
  private static final Path SOURCE =
      Place.root()
          .resolve("runtime/sample-host/src/main/java/io/oriel/runtime/sample/SampleHost.java");

  @TempDir Path folder;

  @Test
  void aBrowserSeesItsPicturesMoveUntilItIsInterrupted() throws Exception {
    Path log = folder.resolve("host.log");
    int port = Ports.free().web();
    Process host = start(port, log);
    try (Chromium browser = Chromium.start(folder)) {
      await("the page's address in " + log)
          .atMost(Duration.ofSeconds(120))
          .until(() -> !host.isAlive() || Files.readString(log).contains("Open http"));
      String said = Files.readString(log);
      assertThat(said).contains("Open http://127.0.0.1:" + port + "/");
      try (Page page = BrowserIT.openAndSee(browser, "http://127.0.0.1:" + port + "/")) {
        assertThat(page.evaluate("document.querySelector('video').videoWidth").asInt())
            .isEqualTo(640);
        int first = page.evaluate(BrowserIT.PICTURE_HASH).asInt();
        BrowserIT.awaitMoreFrames(page, 30);
        assertThat(page.evaluate(BrowserIT.PICTURE_HASH).asInt()).isNotEqualTo(first);
        assertThat(page.evaluate(BrowserIT.PICTURE_SPREAD).asInt()).isGreaterThan(60);
        page.screenshot(Place.REPORTS.resolve("sample-host.png"));
      }
      host.destroy();
      assertThat(host.waitFor(60, TimeUnit.SECONDS)).isTrue();
    } finally {
      host.destroyForcibly();
    }
    assertThat(Files.readString(log)).doesNotContain("\tat ");
    assertNothingIsLeft();
  }

  @Test
  void onATakenPortItEndsAndSaysSo() throws Exception {
    Path log = folder.resolve("host.log");
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Process host = start(taken.getLocalPort(), log);
      try {
        assertThat(host.waitFor(120, TimeUnit.SECONDS)).isTrue();
      } finally {
        host.destroyForcibly();
      }
      assertThat(host.exitValue()).isNotZero();
      assertThat(Files.readString(log))
          .contains("" + taken.getLocalPort(), "io.oriel.http.public")
          .doesNotContain("Open http", "No value present");
    }
    assertNothingIsLeft();
  }

  private Process start(int port, Path log) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin/java").toString(),
            "--add-modules",
            "jdk.incubator.vector",
            "--enable-native-access=ALL-UNNAMED",
            "-Djava.io.tmpdir=" + folder,
            "-cp",
            Place.home().resolve("lib") + "/*",
            SOURCE.toString(),
            "" + port)
        .redirectErrorStream(true)
        .redirectOutput(log.toFile())
        .start();
  }

  private void assertNothingIsLeft() throws IOException {
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left).as("what it has left").noneMatch(p -> p.toString().contains("oriel-work"));
    }
  }

  @Test
  void itsSourceIsShortEnoughToBeReadAtOnce() throws Exception {
    List<String> lines = Files.readAllLines(SOURCE);
    assertThat(lines.size()).isLessThan(60);
  }
}
