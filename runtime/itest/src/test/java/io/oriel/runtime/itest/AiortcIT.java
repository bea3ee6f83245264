package io.oriel.runtime.itest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A WHEP client that we did not write. */
class AiortcIT {
  @TempDir Path folder;

  @Test
  void receivesDecodesAndLeaves() throws Exception {
    try (ServerProcess server =
        ServerProcess.start(folder, "--stage", Place.stage("workshop.usda").toString())
            .awaitReady()) {
      JsonNode result = WhepClient.start(server.ports().whep("main"), 5).result();
      assertThat(result.path("status").asInt()).as(result.toString()).isEqualTo(201);
      assertThat(result.path("width").asInt()).isEqualTo(1280);
      assertThat(result.path("height").asInt()).isEqualTo(720);
      assertThat(result.path("frames").asInt()).as(result.toString()).isGreaterThanOrEqualTo(60);
      assertThat(result.path("pts_not_rising").asInt()).isZero();
      assertThat(result.path("luma_min").asInt()).isGreaterThan(10);
      assertThat(result.path("luma_spread").asInt()).isGreaterThan(60);
      assertThat(result.path("channel").asString()).isEqualTo("open");
      assertThat(result.path("delete").asInt()).isBetween(200, 204);
      await("its leaving, which is said after the answer to it")
          .atMost(Duration.ofSeconds(60))
          .until(() -> server.log().contains("Viewer v1 left"));
    }
  }

  @Test
  void isToldInWordsThatAStreamDoesNotExist() throws Exception {
    try (ServerProcess server = ServerProcess.start(folder).awaitReady()) {
      JsonNode result = WhepClient.start(server.ports().whep("nothing"), 1).result();
      assertThat(result.path("status").asInt()).isEqualTo(404);
      assertThat(result.path("problem").asString()).contains("stream.unknown").contains("main");
    }
  }
}
