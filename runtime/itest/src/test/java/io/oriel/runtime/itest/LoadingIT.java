package io.oriel.runtime.itest;

import static org.assertj.core.api.Assertions.assertThat;

import io.oriel.api.stage.StageSource;
import io.oriel.api.stream.StageStatus;
import io.oriel.api.stream.StreamControl;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A stage that takes long to load, in front of a browser that watches the one before it. */
class LoadingIT {
  /** From here on a viewer calls it a freeze. */
  private static final int FREEZE_MILLIS = 500;

  /**
   * Of the time of loading. An engine that waits for the stage is frozen for all of it; a machine
   * whose neighbours take a core away for seconds freezes anyone for a while.
   */
  private static final double MOST_FROZEN = 0.25;

  @TempDir Path folder;

  private static final String WATCH_GAPS =
      """
      (() => {
        const video = document.querySelector('video');
        const begun = performance.now();
        window.gaps = { longest: 0, frozen: 0, last: begun, stood: 0, ticked: begun };
        setInterval(() => {
          const now = performance.now();
          const gap = now - window.gaps.ticked;
          window.gaps.ticked = now;
          window.gaps.stood += gap < %1$d ? 0 : gap;
        }, 20);
        const presented = (now) => {
          const gap = now - window.gaps.last;
          window.gaps.last = now;
          window.gaps.longest = Math.max(window.gaps.longest, gap);
          window.gaps.frozen += gap < %1$d ? 0 : gap;
          video.requestVideoFrameCallback(presented);
        };
        video.requestVideoFrameCallback(presented);
        return true;
      })()\
      """
          .formatted(FREEZE_MILLIS);

  @Test
  void picturesKeepComingWhileALargeStageLoads() throws Exception {
    Path large = LargeStage.write(folder.resolve("large.usda"));
    Map<String, Map<String, Object>> streams =
        Map.of("main", Map.of("stage", Place.stage("workshop.usda").toString()));
    try (EmbeddedServer server = EmbeddedServer.start(folder, streams).awaitReady("main");
        Chromium browser = Chromium.start(folder);
        Page page = BrowserIT.openAndSee(browser, server.ports().page())) {
      BrowserIT.awaitMoreFrames(page, 60);
      StreamControl stream = server.stream("main");
      Cadence published = new Cadence(FREEZE_MILLIS);
      try (OwnClock own = new OwnClock(FREEZE_MILLIS);
          var _ = stream.subscribe(frame -> published.beat())) {
        assertThat(page.evaluate(WATCH_GAPS).asBoolean()).isTrue();
        int before = page.evaluate(BrowserIT.FRAMES).asInt();
        long began = System.nanoTime();
        StageStatus status =
            stream
                .openStage(StageSource.of(large.toString()))
                .toCompletableFuture()
                .get(120, TimeUnit.SECONDS);
        double seconds = (System.nanoTime() - began) / 1e9;
        int frames = page.evaluate(BrowserIT.FRAMES).asInt() - before;
        double frozen = page.evaluate("window.gaps.frozen").asDouble() / 1e3;
        double stood = page.evaluate("window.gaps.stood").asDouble() / 1e3 + own.frozenSeconds();
        String figures =
            "%.1f s of loading, %d pictures presented, longest gap %.0f ms, frozen %.1f s; "
                    .formatted(
                        seconds, frames, page.evaluate("window.gaps.longest").asDouble(), frozen)
                + "published: longest gap %d ms, frozen %.1f s; "
                    .formatted(published.longestMillis(), published.frozenSeconds())
                + "process and page themselves stood still for %.1f s".formatted(stood);
        System.out.println("LoadingIT: " + figures);
        assertThat(status.location()).as(figures).contains("large.usda");
        assertThat(frames).as(figures).isGreaterThan(10);
        assertThat((frozen - stood) / seconds).as(figures).isLessThan(MOST_FROZEN);
        assertThat((published.frozenSeconds() - own.frozenSeconds()) / seconds)
            .as(figures)
            .isLessThan(MOST_FROZEN);
      }
      BrowserIT.awaitMoreFrames(page, 5);
      assertThat(page.evaluate("window.oriel.state").asString()).isEqualTo("live");
    }
  }
}
