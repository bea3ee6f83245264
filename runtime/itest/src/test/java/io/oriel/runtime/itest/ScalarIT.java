package io.oriel.runtime.itest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A JVM that was started without the vector module: slower, and nothing else. */
class ScalarIT {
  @TempDir Path folder;

  @Test
  void showsThePictureAndSaysWhyItIsSlow() throws Exception {
    ProcessBuilder java =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-Doriel.work=" + folder.resolve("work"),
            "-cp",
            Place.home().resolve("lib") + "/*",
            "io.oriel.runtime.launcher.Main");
    try (ServerProcess server =
        ServerProcess.start(folder, java, "--stage", Place.stage("workshop.usda").toString())
            .awaitReady()) {
      JsonNode seen = WhepClient.start(server.ports().whep("main"), 5).result();
      assertThat(seen.path("frames").asInt()).as(seen.toString()).isPositive();
      assertThat(seen.path("luma_spread").asInt()).isGreaterThan(60);
      List<String> said =
          server.log().lines().filter(line -> line.contains("jdk.incubator.vector")).toList();
      assertThat(said).as(server.log()).hasSize(1);
    }
  }
}
