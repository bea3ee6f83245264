package io.oriel.runtime.itest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Configuration files that change while a viewer watches. */
class ReconfigurationIT {
  private static final Duration SOON = Duration.ofSeconds(60);

  @TempDir Path folder;

  @Test
  void droppedFilesApplyAndNobodyIsBounced() throws Exception {
    try (ServerProcess server =
            ServerProcess.start(folder, "--stage", Place.stage("workshop.usda").toString())
                .awaitReady();
        Chromium browser = Chromium.start(folder);
        Page page = BrowserIT.openAndSee(browser, server.ports().page())) {
      Path dropIns = Files.createDirectories(server.dropIns());

      Files.writeString(
          dropIns.resolve("rate.json"), "{\"io.oriel.video\": {\"bitsPerSecond\": 2000000}}");
      awaitLog(server, "configuration applied: io.oriel.video");
      Files.writeString(dropIns.resolve("second.json"), stream("second", 640));
      awaitLog(server, "configuration applied: io.oriel.engine.stream~second");
      await("the second stream")
          .atMost(SOON)
          .until(() -> Web.get(server.ports().page() + "streams.json").body().contains("second"));

      Files.writeString(dropIns.resolve("wrong.json"), stream("third", -1));
      awaitLog(server, "configuration not applied, the one before stays");
      assertThat(server.log()).contains("wrong.json:1:").contains("width");
      Files.delete(dropIns.resolve("wrong.json"));
      Files.delete(dropIns.resolve("second.json"));
      await("the second stream to go")
          .atMost(SOON)
          .until(() -> !Web.get(server.ports().page() + "streams.json").body().contains("second"));

      BrowserIT.awaitMoreFrames(page, 30);
      assertThat(page.evaluate("window.oriel.state").asString()).isEqualTo("live");
      assertThat(server.log()).contains("Viewer v1").doesNotContain("Viewer v1 left", "Viewer v2");
    }
  }

  private static void awaitLog(ServerProcess server, String text) {
    await(text).atMost(SOON).until(() -> server.log().contains(text));
  }

  private static String stream(String name, int width) {
    return """
    {"io.oriel.engine.stream~%s": {"width": %d, "height": 360, "stage": "%s"}}
    """
        .formatted(name, width, Place.stage("calibration.usda"));
  }
}
