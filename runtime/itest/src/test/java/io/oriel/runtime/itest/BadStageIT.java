package io.oriel.runtime.itest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.ConnectException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Stages that cannot be shown: named, and the server stays up. */
class BadStageIT {
  @TempDir Path folder;

  private void assertNamed(Path stage, String... words) throws Exception {
    Map<String, Map<String, Object>> configured =
        Map.of("io.oriel.engine.stream~main", Map.of("stage", stage.toString()));
    try (ServerProcess server = ServerProcess.start(folder, Ports.free(), configured)) {
      await(stage.toString())
          .atMost(Duration.ofSeconds(60))
          .ignoreExceptionsInstanceOf(ConnectException.class)
          .untilAsserted(() -> {
            assertThat(server.log()).contains(stage.getFileName().toString()).contains(words);
            assertThat(Web.get(server.ports().admin("/readyz")).body()).contains(words);
            // Comes with WebRTC, which may be there only after the stage was looked for.
            assertThat(watch(server)).isEqualTo(503);
          });
      assertThat(server.handle().isAlive()).isTrue();
      assertThat(Web.status(server.ports().admin("/livez"))).isEqualTo(200);
      assertThat(Web.status(server.ports().admin("/healthz"))).isEqualTo(503);
    }
  }

  private static int watch(ServerProcess server) throws Exception {
    return Web.post(server.ports().whep("main"), "application/sdp", "v=0\r\n").statusCode();
  }

  @Test
  void missing() throws Exception {
    assertNamed(folder.resolve("nowhere.usda"), "stage.not-found");
  }

  @Test
  void broken() throws Exception {
    Path stage = folder.resolve("broken.usda");
    Files.writeString(stage, "#usda 1.0\ndef Xform \"A\" {\n  double x = \n}\n");
    assertNamed(stage, "stage.invalid");
  }

  @Test
  void noStageAtAll() throws Exception {
    Path stage = folder.resolve("picture.usdc");
    Files.write(stage, new byte[] {'P', 'X', 'R', '-', 'U', 'S', 'D', 'C', 0, 8, 0, 0, 1, 2, 3});
    assertNamed(stage, "stage.invalid");
  }
}
