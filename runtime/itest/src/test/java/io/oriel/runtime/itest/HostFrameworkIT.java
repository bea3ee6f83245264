package io.oriel.runtime.itest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The bundles in the framework of a host that has no launcher of ours. */
class HostFrameworkIT {
  private static final Duration PATIENCE = Duration.ofSeconds(120);

  @TempDir Path folder;

  @Test
  void theyRunAsConfiguredAndLeaveNothingBehind() throws Exception {
    Ports ports = Ports.free();
    try (HostProcess host = HostProcess.start(folder, ports, Place.stage("workshop.usda"))) {
      assertThat(host.answer("picture: ")).isEqualTo("1280x720");
      await("ready").atMost(PATIENCE).until(() -> Web.status(ports.admin("/readyz")) == 200);
      assertThat(Web.status(ports.page())).isEqualTo(200);
      for (String source : List.of(ports.whep("main"), ports.rtsp("main"))) {
        Grab.Outcome grabbed = Grab.take(folder, source);
        assertThat(grabbed.code()).as(source + " " + grabbed.err()).isZero();
      }

      host.say("remove");

      assertThat(host.answer("left: ")).isEqualTo("[]");
      assertThat(Web.status(ports.admin("/readyz"))).isZero();
      await("classes and threads to go")
          .atMost(PATIENCE)
          .untilAsserted(() -> {
            assertThat(of(host, "GC.class_histogram", "io\\.oriel\\.|netty|bouncycastle|bytedeco"))
                .isEmpty();
            assertThat(of(host, "Thread.print", "^\"oriel-|^\"netty")).isEmpty();
          });
    }
  }

  /** Lines about what belongs to the guests. */
  private static List<String> of(HostProcess host, String command, String pattern)
      throws Exception {
    return Holdings.jcmd(host.pid(), command)
        .lines()
        .filter(line -> line.matches(".*(" + pattern + ").*"))
        .filter(line -> !line.contains("io.oriel.runtime.itest.host.Host"))
        .toList();
  }
}
