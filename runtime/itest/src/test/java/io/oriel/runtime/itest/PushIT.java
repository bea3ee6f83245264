package io.oriel.runtime.itest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.oriel.api.embed.FrameReader;
import io.oriel.api.image.ViewportFrame;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a host pushes, seen by software that we did not write. */
class PushIT {
  /** Counts the pictures that have a magenta pixel, and remembers where the dark bar is. */
  private static final String WATCH =
      """
      window.seen = 0;
      window.magenta = 0;
      window.bars = new Set();
      (() => {
        const canvas = document.createElement('canvas');
        canvas.width = 160; canvas.height = 2;
        const context = canvas.getContext('2d', { willReadFrequently: true });
        const video = document.querySelector('video');
        const look = () => {
          context.drawImage(video, 0, 0, 160, 2);
          const data = context.getImageData(0, 0, 160, 2).data;
          let bar = -1;
          for (let i = 0; i < 4 * 160; i += 4) {
            const [red, green, blue] = data.slice(i, i + 3);
            window.magenta += red > 150 && blue > 150 && green < 100 ? 1 : 0;
            bar = bar < 0 && green < 60 ? i / 4 : bar;
          }
          window.bars.add(bar);
          window.seen++;
          video.requestVideoFrameCallback(look);
        };
        video.requestVideoFrameCallback(look);
      })();
      """;

  @TempDir Path folder;

  private EmbeddedServer start(String source, Map<String, Map<String, Object>> more)
      throws Exception {
    Map<String, Map<String, Object>> all = new HashMap<>(more);
    all.put(
        "io.oriel.engine.pushed~main",
        Map.of("oriel.stream", "main", "width", 640, "height", 360, "fps", 30, "source", source));
    return EmbeddedServer.start(folder, Map.of(), all);
  }

  @Test
  void aBrowserSeesThePicturesAndNothingThatTheHostWritesLater() throws Exception {
    PushedPictures host;
    try (EmbeddedServer server = start("PICTURES", Map.of());
        Chromium browser = Chromium.start(folder)) {
      assertThat(Web.get(server.ports().admin("/readyz")).body())
          .contains("not pushed anything yet");
      host = new PushedPictures(server.pushed("main"));
      server.awaitReady("main");
      await().until(() -> Web.status(server.ports().admin("/readyz")) == 200);
      try (Page page = BrowserIT.openAndSee(browser, server.ports().page());
          FrameReader reader = new FrameReader(server.pushed("main").stream())) {
        assertThat(page.evaluate("document.querySelector('video').videoWidth").asInt())
            .isEqualTo(640);
        page.evaluate(WATCH);
        await().until(() -> page.evaluate("window.seen").asInt() > 90);
        assertThat(page.evaluate("window.magenta").asInt()).isZero();
        assertThat(page.evaluate("window.bars.size").asInt()).isGreaterThan(10);
        assertThat(page.evaluate("window.oriel.state").asString()).isEqualTo("live");
        page.screenshot(Place.REPORTS.resolve("pushed.png"));

        ViewportFrame frame = reader.next(Duration.ofSeconds(60)).orElseThrow();
        assertThat(frame.image().spec().width()).isEqualTo(640);
        frame.release();

        host.stop();
        int before = page.evaluate("window.oriel.framesPresented").asInt();
        await("the last picture stays live")
            .until(() -> page.evaluate("window.oriel.framesPresented").asInt() > before + 10);
        assertThat(page.evaluate("window.oriel.state").asString()).isEqualTo("live");
      }
      assertThat(host.shown()).isGreaterThan(60);
      assertThat(Web.get(server.ports().admin("/metrics")).body())
          .containsPattern("oriel_engine_pushes_total\\{stream=\"main\"} [1-9]");
      assertThat(Web.get(server.ports().page() + "streams.json").body()).contains("\"main\"");
      assertThat(Web.status(server.ports().page() + "streams/main/thumbnail.jpg")).isEqualTo(200);
    }
    host.free();
  }

  @Test
  void aPlayerAndABrowserDecodeWhatTheHostHasEncoded() throws Exception {
    try (EmbeddedServer server = start("H264", Map.of("io.oriel.transport.rtsp", Map.of()));
        Chromium browser = Chromium.start(folder)) {
      PushedVideo host = new PushedVideo(server.pushed("main"));
      server.awaitReady("main");
      Rtsp.awaitOpen(server.ports().rtsp());
      try (Page page = BrowserIT.openAndSee(browser, server.ports().page())) {
        BrowserIT.awaitMoreFrames(page, 30);
        assertThat(page.evaluate("document.querySelector('video').videoWidth").asInt())
            .isEqualTo(640);
        MediaPlayer.Seen seen =
            MediaPlayer.ffmpeg(server.ports().rtsp("main"), 45, "-rtsp_transport", "tcp");
        assertThat(seen.exitCode()).as(seen.output()).isZero();
        assertThat(seen.times()).hasSizeGreaterThanOrEqualTo(45).isSorted();
        assertThat(seen.output()).doesNotContainIgnoringCase("conceal", "corrupt", "error while");
        assertThat(host.overwritten()).isGreaterThan(60);
        page.screenshot(Place.REPORTS.resolve("pushed-h264.png"));
      }
      host.stop();
    }
  }

  @Test
  void aViewerWhoAsksForAStageIsToldThatThereIsNone() throws Exception {
    Map<String, Object> roots = Map.of("stageRoots", List.of(Place.STAGES.toString()));
    PushedPictures host;
    try (EmbeddedServer server = start("PICTURES", Map.of("io.oriel.messages.stage", roots));
        Chromium browser = Chromium.start(folder)) {
      host = new PushedPictures(server.pushed("main"));
      server.awaitReady("main");
      try (ChannelViewer viewer = ChannelViewer.enter(browser, server.ports().whep("main"))) {
        viewer.awaitGreeting();
        viewer.send(
            """
            {"event_type": "openStageRequest", "payload": {"url": "calibration.usda"}}\
            """);
        await("a refusal among " + viewer.received())
            .until(() ->
                viewer.received().stream()
                    .anyMatch(text ->
                        text.contains("viewerError") && text.contains("request.unsupported")));
      }
    }
    host.free();
  }
}
