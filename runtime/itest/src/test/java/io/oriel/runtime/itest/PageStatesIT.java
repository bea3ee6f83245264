package io.oriel.runtime.itest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Every state of the viewer page, made by a real server: checked for accessibility by axe-core, and
 * left as pictures in {@code target/reports/page} for a person to judge.
 */
class PageStatesIT {
  private static final Path PICTURES = Place.REPORTS.resolve("page");
  private static final String STATE = "window.oriel ? window.oriel.state : ''";

  /** An answer that only a server which is losing a stream gives. */
  private static final String STREAM_ENDED =
      """
      const fetched = window.fetch;
      window.fetch = (address, options) => options?.method === 'POST'
        ? Promise.resolve(new Response('{"code":"stream.ended"}', { status: 410 }))
        : String(address).includes('streams.json')
          ? Promise.resolve(new Response('{"streams":[]}'))
          : fetched(address, options);
      """;

  /** A server that takes its time to answer an offer. */
  private static final String NO_ANSWER =
      """
      const fetched = window.fetch;
      window.fetch = (address, options) =>
        options?.method === 'POST' ? new Promise(() => {}) : fetched(address, options);
      """;

  /** A connection over which no picture has come yet. */
  private static final String NO_PICTURE =
      "HTMLVideoElement.prototype.requestVideoFrameCallback = () => 0;";

  /** What a page sees when another tab is chosen; this one can still be photographed. */
  private static final String HIDE =
      """
      Object.defineProperty(document, 'hidden', { value: true });
      Object.defineProperty(document, 'visibilityState', { value: 'hidden' });
      document.dispatchEvent(new Event('visibilitychange'));
      """;

  /** Something is chosen and all that is known of it is there. */
  private static final String SELECT =
      """
      (async () => {
        const there = async (selector) => {
          while (document.querySelector(selector) === null) {
            await new Promise((resolve) => setTimeout(resolve, 50));
          }
        };
        await there('.panel:not([hidden])');
        fake.select(['/World']);
        await there('#stage[hidden], .row[aria-selected=true]');
        await there('#inspector[hidden], #properties dd');
      })()\
      """;

  /** A stage that loads, and an error. */
  private static final String LOAD =
      """
      (async () => {
        while (document.querySelector('#tree .row') === null) {
          await new Promise((resolve) => setTimeout(resolve, 50));
        }
        document.getElementById('scenes').open = true;
        for (const url of ['broken.usda', 'sets/kitchen.usd']) {
          fake.answer('openStageRequest', { url });
        }
      })()\
      """;

  /** The rules of axe-core, less none; what it could not decide is looked at on the pictures. */
  private static final String AXE =
      """
      axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) =>
        violations.map(({ id, help, nodes }) =>
          id + ': ' + help + ' ' + nodes.map(({ html, failureSummary }) =>
            html + ' ' + failureSummary).join(' ')))\
      """;

  private enum Look {
    PHONE_DARK(390, 844, true, "dark"),
    PHONE_LIGHT(390, 844, true, "light"),
    DESKTOP_DARK(1280, 800, false, "dark"),
    DESKTOP_LIGHT(1280, 800, false, "light");

    final int width;
    final int height;
    final boolean phone;
    final String scheme;

    Look(int width, int height, boolean phone, String scheme) {
      this.width = width;
      this.height = height;
      this.phone = phone;
      this.scheme = scheme;
    }

    String file() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  @TempDir Path folder;

  private final String axe = axe();

  @Test
  void everyStateCanBeReadByEverybody() throws Exception {
    clear();
    Path slow = LargeStage.write(folder.resolve("warehouse.usda"));
    Map<String, Map<String, Object>> streams =
        Map.of(
            "io.oriel.engine.stream~main", stream("main", Place.stage("workshop.usda")),
            "io.oriel.engine.stream~warehouse", stream("warehouse", slow),
            "io.oriel.engine.stream~broken", stream("broken", folder.resolve("missing.usda")));
    try (Chromium browser = Chromium.start(folder)) {
      ServerProcess server = ServerProcess.start(folder, Ports.free(), streams);
      try {
        String at = server.ports().page();
        await()
            .atMost(Duration.ofSeconds(60))
            .until(() -> Web.status(at + "streams/main/thumbnail.jpg") == 200);
        look(browser, at + "?stream=warehouse", "waiting", "02-loading", "");
        look(browser, at + "?stream=broken", "waiting", "03-no-stage", "");
        look(browser, at + "streams", "", "10-streams", "");
        look(browser, at, "live", "01-live", "");
        look(browser, at + "?stats=open", "live", "04-statistics", "");
        look(browser, at, "live", "05-details", "document.getElementById('pill').click()");
        look(browser, at, "live", "06-help", "document.getElementById('help').showModal()");
        look(browser, at + "?stream=kitchen", "error", "07-unknown", "");
        for (String panel : List.of("stage", "inspector")) {
          String name = (panel.equals("stage") ? "16-" : "17-") + panel;
          try (Page page = browser.open(at + "?panels=" + panel, FakeConversation.script())) {
            judge(page, "live", name, SELECT);
          }
        }
        try (Page page = browser.open(at + "?panels=stage", FakeConversation.script())) {
          judge(page, "live", "18-refused", LOAD);
        }
        try (Page page = browser.open(at + "?stream=main", STREAM_ENDED)) {
          judge(page, "ended", "08-ended", "");
        }
        try (Page page = browser.open(at, NO_ANSWER)) {
          judge(page, "connecting", "13-connecting", "");
        }
        try (Page page = browser.open(at, NO_PICTURE)) {
          judge(page, "buffering", "14-buffering", "");
        }
        try (Page page = browser.open(at)) {
          awaitState(page, "live");
          page.evaluate(HIDE);
          judge(page, "paused", "15-paused", "");
        }
        try (Page page = browser.open(at)) {
          awaitState(page, "live");
          new ProcessBuilder("kill", "-STOP", String.valueOf(server.pid())).start().waitFor();
          judge(page, "stalled", "09-stalled", "");
          server.kill();
          // Countdowns are short: one look at a time, each at a countdown of its own.
          for (Look look : Look.values()) {
            awaitCountdown(page);
            judge(page, look, "11-reconnecting");
          }
          awaitState(page, "error");
          judge(page, "error", "12-gave-up", "");
        }
      } finally {
        server.close();
      }
    }
    for (Look look : Look.values()) {
      ContactSheet.write(PICTURES, look.file(), look.phone ? 6 : 3, look.phone ? 240 : 440);
    }
  }

  /** Asks for another try; one that was the last is followed by the button for new ones. */
  private static void awaitCountdown(Page page) {
    String again = "document.getElementById('notice-action').click()";
    page.evaluate(again);
    await("a countdown")
        .pollInterval(Duration.ofMillis(50))
        .until(() -> {
          String state = page.evaluate(STATE).asString();
          if (state.equals("error")) {
            page.evaluate(again);
          }
          return state.equals("reconnecting");
        });
  }

  private void look(Chromium browser, String url, String state, String name, String action)
      throws Exception {
    try (Page page = browser.open(url)) {
      judge(page, state, name, action);
    }
  }

  private void judge(Page page, String state, String name, String action) throws Exception {
    if (state.isEmpty()) {
      await()
          .until(() ->
              page.evaluate("document.querySelectorAll('.card img[src]').length").asInt() >= 1);
    } else {
      awaitState(page, state);
    }
    if (!action.isEmpty()) {
      page.evaluate(action);
    }
    if (page.evaluate("location.search").asString().contains("stats")) {
      await().until(() -> !page.evaluate("window.oriel.statistics").isNull());
    }
    for (Look look : Look.values()) {
      judge(page, look, name);
    }
  }

  private void judge(Page page, Look look, String name) throws Exception {
    page.emulate(look.width, look.height, look.phone, look.scheme);
    page.evaluate("document.dispatchEvent(new PointerEvent('pointermove'))");
    // Colours and layers fade in; axe would judge a mixture.
    await()
        .until(() ->
            page.evaluate("document.getAnimations().every((a) => a.playState === 'finished')")
                .asBoolean());
    page.evaluate("window.axe ? 0 : (0, eval)(" + quoted(axe) + ")");
    page.screenshot(PICTURES.resolve(look.file() + "-" + name + ".png"));
    JsonNode violations = page.evaluate(AXE);
    assertThat(violations.toString()).as(name + " " + look).isEqualTo("[]");
    assertThat(page.evaluate("document.documentElement.scrollWidth").asInt())
        .as("width of " + name + " on " + look)
        .isLessThanOrEqualTo(look.width);
  }

  private static void awaitState(Page page, String state) {
    await(state)
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofMillis(50))
        .until(() -> page.evaluate(STATE).asString().equals(state));
  }

  private static Map<String, Object> stream(String name, Path stage) {
    return Map.of("oriel.stream", name, "stage", stage.toString(), "fps", 10);
  }

  private static void clear() throws IOException {
    Files.createDirectories(PICTURES);
    try (Stream<Path> files = Files.list(PICTURES)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
  }

  private static String axe() {
    try (InputStream in = PageStatesIT.class.getResourceAsStream("/axe.min.js")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String quoted(String script) {
    return JsonMapper.shared().writeValueAsString(script);
  }
}
