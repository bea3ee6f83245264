package io.oriel.runtime.itest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.oriel.api.video.Codec;
import io.oriel.api.video.VideoRequest;
import io.oriel.api.video.VideoSubscription;
import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.wiring.BundleWiring;
import tools.jackson.databind.JsonNode;

/** Two streams of different kinds at once, while parts are replaced under their viewers. */
class SwapIT {
  private static final int CONVERTER_SWAPS = 200;
  private static final int ENCODER_SWAPS = 20;

  @TempDir Path folder;

  /** Of removed bundles, by name. */
  private final Map<String, WeakReference<ClassLoader>> loaders = new LinkedHashMap<>();

  @Test
  void converterAndEncoderAreReplacedWhileViewersWatch() throws Exception {
    Map<String, Map<String, Object>> streams =
        Map.of(
            "main", Map.of("stage", Place.stage("workshop.usda").toString()),
            "second", Map.of("renderer", "test", "width", 640, "height", 360));
    try (EmbeddedServer server =
            EmbeddedServer.start(folder, streams).awaitReady("main", "second");
        Chromium browser = Chromium.start(folder);
        Page page =
            browser.open(server.ports().page() + "?stream=main", PictureLog.KEEP_CONNECTIONS)) {
      BrowserIT.awaitMoreFrames(page, 1);
      WhepClient aiortc = WhepClient.start(server.ports().whep("second"), 30);
      RawSink raw = new RawSink(TestRenderer.DARKEST);
      UnitSink units = new UnitSink();
      try (var frames = server.stream("second").subscribe(raw);
          VideoSubscription video =
              server.stream("second")
                  .video()
                  .subscribe(VideoRequest.of(List.of(Codec.H264)), units)) {
        await().atMost(Duration.ofSeconds(60)).until(() -> units.captured.count() > 60);

        long unsuccessful = server.counter("CONVERSIONS_FAILED");
        replace(server, "io.oriel.aov.color", CONVERTER_SWAPS);
        assertThat(raw.faults).as("raw frames during converter swaps").isEmpty();
        assertThat(server.counter("CONVERSIONS_FAILED")).isEqualTo(unsuccessful);
        assertThat(server.counter("FRAMES_DROPPED")).isZero();

        int before = page.evaluate(BrowserIT.FRAMES).asInt();
        replace(server, "io.oriel.encoder.ffmpeg", ENCODER_SWAPS);
        assertThat(units.faults).as("access units during encoder swaps").isEmpty();
        await().until(() -> page.evaluate(BrowserIT.FRAMES).asInt() > before);
        await().until(() -> page.evaluate("window.oriel.state").asString().equals("live"));
        assertThat(page.evaluate("window.connections.length").asInt()).isOne();
      }
      assertThat(raw.frames.get()).isGreaterThan(60);
      JsonNode report = aiortc.result();
      assertThat(report.path("frames").asInt()).as(report.toString()).isGreaterThanOrEqualTo(60);
      assertThat(report.path("pts_not_rising").asInt()).isZero();
      await("removed class loaders to be collected")
          .atMost(Duration.ofSeconds(60))
          .untilAsserted(() -> {
            System.gc();
            assertThat(namesOfPresentLoaders()).hasSizeLessThanOrEqualTo(2);
          });
    }
  }

  /** Puts a copy beside the part, removes the former, and so on. */
  private void replace(EmbeddedServer server, String name, int times) throws Exception {
    Path original = Place.bundle(name);
    Bundle present = server.bundle(name);
    for (int i = 0; i < times; i++) {
      Path copy = BundleCopy.of(original, name + ".copy" + i, folder);
      Bundle next = server.install(copy);
      loaders.put(
          present.getSymbolicName(),
          new WeakReference<>(present.adapt(BundleWiring.class).getClassLoader()));
      server.uninstall(present);
      present = next;
    }
  }

  private List<String> namesOfPresentLoaders() {
    return loaders.entrySet().stream()
        .filter(e -> e.getValue().get() != null)
        .map(Map.Entry::getKey)
        .toList();
  }
}
