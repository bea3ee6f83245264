package io.oriel.runtime.itest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shipped server as its operator sees it. */
class ServerIT {
  @TempDir Path folder;

  private static String workshop() {
    return Place.stage("workshop.usda").toString();
  }

  @Test
  void getsReadyWithoutAViewerAndSaysSo() throws Exception {
    try (ServerProcess server = ServerProcess.start(folder, "--stage", workshop())) {
      AtomicBoolean wasNotReady = new AtomicBoolean();
      await()
          .atMost(Duration.ofSeconds(60))
          .pollInterval(Duration.ofMillis(5))
          .until(() -> {
            int status = Web.status(server.ports().admin("/healthz"));
            wasNotReady.compareAndSet(false, status == 503);
            return status == 200 || !server.handle().isAlive();
          });
      assertThat(wasNotReady).as("503 was seen before 200").isTrue();
      HttpResponse<String> health = Web.get(server.ports().admin("/healthz"));
      assertThat(health.statusCode()).isEqualTo(200);
      assertThat(health.body()).isEqualTo("ok");
      assertThat(Web.status(server.ports().admin("/livez"))).isEqualTo(200);
      await()
          .untilAsserted(() ->
              assertThat(server.log())
                  .contains(server.ports().page())
                  .containsOnlyOnce("First BGRA frame ready: 1280x720"));
      assertThat(Web.get(server.ports().page()).body()).contains("<html");
      Files.createDirectories(Place.REPORTS);
      Files.writeString(Place.REPORTS.resolve("server.log"), server.log());
      assertThat(server.stop()).as("exit code after Ctrl-C:\n" + server.log()).isIn(0, 130, 143);
    }
    Verdict.pass("server");
  }

  @Test
  void startsAgainAfterKillNine() throws Exception {
    Ports ports = Ports.free();
    try (ServerProcess first = ServerProcess.start(folder, ports, Map.of()).awaitReady()) {
      first.kill();
    }
    try (ServerProcess second = ServerProcess.start(folder, ports, Map.of()).awaitReady()) {
      assertThat(Web.status(second.ports().admin("/healthz"))).isEqualTo(200);
    }
  }

  @Test
  void twoServersRunSideBySideFromOneFolder() throws Exception {
    try (ServerProcess first = ServerProcess.start(folder);
        ServerProcess second = ServerProcess.start(folder)) {
      first.awaitReady();
      second.awaitReady();
    }
  }

  @Test
  void namesPortSettingAndRemedyWhenAPortIsTaken() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Ports free = Ports.free();
      Ports ports = new Ports(taken.getLocalPort(), free.admin(), free.media(), free.rtsp());
      try (ServerProcess server = ServerProcess.start(folder, ports, Map.of())) {
        assertThat(server.exitCode()).isNotZero();
        assertThat(lines(server, String.valueOf(taken.getLocalPort())))
            .as(server.log())
            .singleElement()
            .asString()
            .contains("io.oriel.http.public")
            .contains("port");
      }
    }
  }

  @Test
  void namesTheMediaPortWhenItIsTaken() throws Exception {
    try (java.net.DatagramSocket taken =
        new java.net.DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      Ports free = Ports.free();
      Ports ports = new Ports(free.web(), free.admin(), taken.getLocalPort(), free.rtsp());
      try (ServerProcess server = ServerProcess.start(folder, ports, Map.of())) {
        assertThat(server.exitCode()).isNotZero();
        assertThat(lines(server, String.valueOf(taken.getLocalPort())))
            .as(server.log())
            .isNotEmpty()
            .allSatisfy(line -> assertThat(line).contains("io.oriel.transport.webrtc"));
      }
    }
  }

  private static List<String> lines(ServerProcess server, String containing) {
    return server.log().lines().filter(line -> line.contains(containing)).toList();
  }

  @Test
  void namesFileKeyValueAndWhatIsAllowedWhenTheConfigurationIsWrong() throws Exception {
    Map<String, Map<String, Object>> wrong =
        Map.of(
            "io.oriel.engine.stream~main", Map.of("fps", 100000, "colour", "red"),
            "io.oriel.nonsense", Map.of("a", 1));
    try (ServerProcess server = ServerProcess.start(folder, Ports.free(), wrong)) {
      assertThat(server.exitCode()).isNotZero();
      assertThat(server.log())
          .contains("oriel.json")
          .contains("fps")
          .contains("100000")
          .contains("240")
          .contains("colour")
          .contains("io.oriel.nonsense")
          .doesNotContain("\tat ");
    }
  }

  @Test
  void refusesToBeOpenToOthersUnlessToldSo() throws Exception {
    try (ServerProcess server = ServerProcess.start(folder, "--bind", "0.0.0.0")) {
      assertThat(server.exitCode()).isNotZero();
      assertThat(server.log()).contains("--allow-anonymous");
    }
  }
}
