package io.oriel.runtime.itest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each component can be disabled and enabled again, whoever uses it. */
class RestartIT {
  @TempDir Path folder;

  @Test
  void everyComponentComesBackAndWithItPictures() throws Exception {
    Map<String, Map<String, Object>> streams =
        Map.of(
            "main",
            Map.of("stage", Place.stage("workshop.usda").toString(), "width", 640, "height", 360));
    try (EmbeddedServer server = EmbeddedServer.start(folder, streams).awaitReady("main");
        Chromium browser = Chromium.start(folder);
        Page page = BrowserIT.openAndSee(browser, server.ports().page())) {
      ComponentRuntime runtime = new ComponentRuntime(server.context());
      Set<String> before = Components.of(server.context()).ids().keySet();
      assertThat(before).hasSizeGreaterThan(20);
      for (Object component : runtime.ours()) {
        String name = ComponentRuntime.name(component);
        runtime.restart(component);
        await("all components after the restart of " + name)
            .atMost(Duration.ofSeconds(60))
            .untilAsserted(
                () -> assertThat(Components.of(server.context()).ids().keySet()).isEqualTo(before));
        server.awaitReady("main");
        await("pictures after the restart of " + name)
            .atMost(Duration.ofSeconds(90))
            .until(() -> page.evaluate("window.oriel.state").asString().equals("live"));
        BrowserIT.awaitMoreFrames(page, 2);
      }
    }
  }
}
