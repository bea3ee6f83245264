package io.oriel.runtime.itest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real browser at the printed URL. */
class BrowserIT {
  static final String FRAMES = "window.oriel ? window.oriel.framesPresented : 0";

  @TempDir Path folder;

  static Page openAndSee(Chromium browser, String url) {
    Page page = browser.open(url);
    await("frames at " + url)
        .atMost(Duration.ofSeconds(60))
        .until(() -> page.evaluate(FRAMES).asInt() > 0);
    return page;
  }

  static void awaitMoreFrames(Page page, int more) {
    int before = page.evaluate(FRAMES).asInt();
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> page.evaluate(FRAMES).asInt() >= before + more);
  }

  @Test
  void showsTheWorkshopMoving() throws Exception {
    try (ServerProcess server =
            ServerProcess.start(folder, "--stage", Place.stage("workshop.usda").toString())
                .awaitReady();
        Chromium browser = Chromium.start(folder)) {
      try (Page page = openAndSee(browser, server.ports().page())) {
        awaitMoreFrames(page, 120);
        assertThat(page.evaluate("document.querySelector('video').videoWidth").asInt())
            .isEqualTo(1280);
        assertThat(page.evaluate("document.querySelector('video').videoHeight").asInt())
            .isEqualTo(720);
        assertThat(page.evaluate("window.oriel.state").asString()).isEqualTo("live");
        assertThat(page.evaluate(PICTURE_SPREAD).asInt())
            .as("difference between the darkest and the brightest pixel")
            .isGreaterThan(60);
        int first = page.evaluate(PICTURE_HASH).asInt();
        awaitMoreFrames(page, 30);
        assertThat(page.evaluate(PICTURE_HASH).asInt()).as("the picture moves").isNotEqualTo(first);
        page.screenshot(Place.REPORTS.resolve("workshop.png"));
      }
      Verdict.pass("browser");
    }
  }

  /** Luma of the decoded picture, sampled on a small canvas. */
  private static final String PIXELS =
      """
      (() => {
        const canvas = document.createElement('canvas');
        canvas.width = 160; canvas.height = 90;
        const context = canvas.getContext('2d');
        context.drawImage(document.querySelector('video'), 0, 0, 160, 90);
        const data = context.getImageData(0, 0, 160, 90).data;
        const luma = [];
        for (let i = 0; i < data.length; i += 4) {
          luma.push(0.2126 * data[i] + 0.7152 * data[i + 1] + 0.0722 * data[i + 2]);
        }
        return luma;
      })()\
      """;

  static final String PICTURE_SPREAD =
      "((l) => Math.round(Math.max(...l) - Math.min(...l)))(" + PIXELS + ")";

  static final String PICTURE_HASH =
      "((l) => l.reduce((h, v) => (h * 31 + Math.round(v)) | 0, 7))(" + PIXELS + ")";

  @Test
  void aKilledBrowserIsGoneWithinThirtySecondsAndAnotherNoticesNothing() throws Exception {
    try (ServerProcess server =
        ServerProcess.start(folder, "--stage", Place.stage("workshop.usda").toString())
            .awaitReady()) {
      try (Chromium dying = Chromium.start(folder.resolve("dying"));
          Chromium staying = Chromium.start(folder.resolve("staying"))) {
        openAndSee(dying, server.ports().page());
        Page page = openAndSee(staying, server.ports().page());
        await().until(() -> server.log().contains("Viewer v2"));
        dying.kill();
        await()
            .atMost(Duration.ofSeconds(30))
            .untilAsserted(() -> assertThat(server.log()).containsPattern("Viewer v1 left"));
        awaitMoreFrames(page, 60);
        assertThat(server.log()).doesNotContain("Viewer v2 left");
      }
    }
  }
}
