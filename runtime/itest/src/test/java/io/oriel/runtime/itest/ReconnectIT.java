package io.oriel.runtime.itest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The viewer page and servers that stop, start again, or ask for patience. */
class ReconnectIT {
  private static final String STATE = "window.oriel ? window.oriel.state : ''";

  /** Notes when the page posts an offer, and which words it counts down with. */
  private static final String WATCH =
      """
      window.offers = [];
      window.words = [];
      const fetched = window.fetch;
      window.fetch = (address, options) => {
        if (options?.method === 'POST') {
          window.offers.push(performance.now());
        }
        return window.answer && options?.method === 'POST'
          ? Promise.resolve(window.answer())
          : fetched(address, options);
      };
      setInterval(() => {
        const words = document.getElementById('notice-countdown')?.textContent;
        if (words && words !== window.words.at(-1)) {
          window.words.push(words);
        }
      }, 20);
      """;

  /** Keeps the server's streams from the page, or its answer, as long as a test says. */
  private static final String LIST =
      """
      const asked = window.fetch;
      window.fetch = (address, options) => {
        if (window.list && String(address).includes('streams.json')) {
          return Promise.resolve().then(window.list);
        }
        return asked(address, options);
      };
      window.none = () => new Response('{"streams":[]}');
      window.silent = () => { throw new TypeError('Nobody is there.'); };
      """;

  /** Has every connection fail before it is up, as long as a test says. */
  private static final String FAIL =
      """
      const described = RTCPeerConnection.prototype.setRemoteDescription;
      RTCPeerConnection.prototype.setRemoteDescription = async function fail(description) {
        await described.call(this, description);
        if (window.fails) {
          Object.defineProperty(this, 'connectionState', { value: 'failed' });
          this.dispatchEvent(new Event('connectionstatechange'));
        }
      };
      """;

  private static final Map<String, Map<String, Object>> SMALL =
      Map.of(
          "io.oriel.engine.stream~main",
          Map.of(
              "stage", Place.stage("workshop.usda").toString(),
              "width", 640,
              "height", 360,
              "fps", 30));

  /** What five tries get over in any case. */
  private static final double ENOUGH_SECONDS = 12;

  @TempDir Path folder;

  private ServerProcess serve(Ports ports) throws Exception {
    return ServerProcess.start(folder, ports, SMALL).awaitReady();
  }

  private static void awaitListening(Ports ports) {
    await("the listener")
        .atMost(Duration.ofSeconds(120))
        .pollInterval(Duration.ofMillis(50))
        .until(() -> Web.status(ports.page()) == 200);
  }

  private static void awaitState(Page page, String state, int seconds) {
    await(state)
        .atMost(Duration.ofSeconds(seconds))
        .pollInterval(Duration.ofMillis(50))
        .until(() -> page.evaluate(STATE).asString().equals(state));
  }

  @Test
  void thePageRecoversFromThreeRestarts() throws Exception {
    Ports ports = Ports.free();
    try (Chromium browser = Chromium.start(folder)) {
      ServerProcess server = serve(ports);
      Page page = browser.open(ports.page(), WATCH);
      try {
        for (int restart = 0; restart < 3; restart++) {
          awaitState(page, "live", 60);
          BrowserIT.awaitMoreFrames(page, 10);
          final long began = System.nanoTime();
          if (restart == 1) {
            server.stop();
          } else {
            server.kill();
          }
          server = ServerProcess.start(folder, ports, SMALL);
          awaitListening(ports);
          double outage = (System.nanoTime() - began) / 1e9;
          System.out.printf("ReconnectIT: nobody listened for %.1f s%n", outage);
          await()
              .atMost(Duration.ofSeconds(60))
              .until(() -> List.of("live", "error").contains(page.evaluate(STATE).asString()));
          if (page.evaluate(STATE).asString().equals("error")) {
            // A crowded machine may start a server too late for five tries; then a person presses.
            assertThat(outage).as("seconds without a server").isGreaterThan(ENOUGH_SECONDS);
            page.evaluate("document.getElementById('notice-action').click()");
          }
        }
        awaitState(page, "live", 60);
        BrowserIT.awaitMoreFrames(page, 10);
      } finally {
        page.close();
        server.close();
      }
    }
  }

  @Test
  void afterTheFifthTryThereIsAButton() throws Exception {
    Ports ports = Ports.free();
    try (Chromium browser = Chromium.start(folder)) {
      Page page;
      try (ServerProcess server = serve(ports)) {
        page = browser.open(ports.page(), WATCH);
        awaitState(page, "live", 60);
        page.evaluate("window.offers.length = window.words.length = 0");
        server.kill();
        awaitState(page, "reconnecting", 60);
      }
      awaitState(page, "error", 60);
      assertThat(page.evaluate("window.oriel.error.code").asString())
          .isEqualTo("page.server-silent");
      assertThat(page.evaluate("window.words").toString())
          .contains("3 s · try 1 of 5", "3 s · try 3 of 5", "3 s · try 5 of 5")
          .containsPattern("[12] s · try \\d of 5");
      assertThat(pauses(page)).hasSize(4).allMatch(millis -> millis > 2900 && millis < 6000);
      String button = "document.getElementById('notice-action')";
      assertThat(page.evaluate(button + ".checkVisibility()").asBoolean()).isTrue();
      assertThat(page.evaluate(button + ".textContent").asString()).isEqualTo("Try again");
      try (ServerProcess server = serve(ports)) {
        assertThat(page.evaluate(STATE).asString()).as("waits for the button").isEqualTo("error");
        page.evaluate(button + ".click()");
        awaitState(page, "live", 60);
        BrowserIT.awaitMoreFrames(page, 10);
      }
      page.close();
    }
  }

  @Test
  void aServersOwnDelayWinsAndWaitingForItIsNoFailedTry() throws Exception {
    String refuse =
        """
        window.answer = () => new Response('{"code":"stream.not-ready","title":"Not yet."}',
          { status: 503, headers: { 'Retry-After': '%d' } });
        """;
    Ports ports = Ports.free();
    try (ServerProcess server = serve(ports);
        Chromium browser = Chromium.start(folder);
        Page page = browser.open(server.ports().page(), WATCH + refuse.formatted(7))) {
      awaitState(page, "waiting", 60);
      await().until(() -> page.evaluate("window.words").toString().contains("again in 7 s"));
      page.evaluate(refuse.formatted(1));
      page.evaluate("document.getElementById('notice-action').click()");
      await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> page.evaluate("window.offers.length").asInt() > 8);
      assertThat(page.evaluate(STATE).asString()).isNotEqualTo("error");
      page.evaluate(
          "window.words.length = 0;"
              + " window.answer = () => { throw new TypeError('Nobody is there.'); }");
      String counted = "window.words.find((words) => words.includes('try')) ?? ''";
      await().until(() -> !page.evaluate(counted).asString().isEmpty());
      assertThat(page.evaluate(counted).asString()).contains("try 1 of 5");
      page.evaluate("window.answer = null");
      awaitState(page, "live", 60);
    }
  }

  @Test
  void aPageWithoutAStreamIsStillWaitingForOneWhenItIsShownAgain() throws Exception {
    Ports ports = Ports.free();
    try (ServerProcess server = serve(ports);
        Chromium browser = Chromium.start(folder);
        Page page = browser.open(server.ports().page(), WATCH + LIST + "window.list = none;")) {
      String text = "document.getElementById('notice-text')?.textContent ?? ''";
      await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> page.evaluate(text).asString().contains("no stream yet"));
      page.evaluate("dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))");
      assertThat(page.evaluate(STATE).asString()).isEqualTo("waiting");
      page.evaluate("window.list = null");
      awaitState(page, "live", 60);
    }
  }

  @Test
  void aPageThatNeverHeardOfAStreamFindsItWithTheButton() throws Exception {
    Ports ports = Ports.free();
    try (ServerProcess server = serve(ports);
        Chromium browser = Chromium.start(folder);
        Page page = browser.open(server.ports().page(), WATCH + LIST + "window.list = silent;")) {
      awaitState(page, "error", 60);
      page.evaluate("window.list = none");
      page.evaluate("document.getElementById('notice-action').click()");
      awaitState(page, "waiting", 60);
      page.evaluate("window.list = null");
      awaitState(page, "live", 60);
    }
  }

  @Test
  void aConnectionThatFailsBeforeItIsUpIsAFailedTry() throws Exception {
    Ports ports = Ports.free();
    try (ServerProcess server = serve(ports);
        Chromium browser = Chromium.start(folder);
        Page page = browser.open(server.ports().page(), WATCH + LIST + FAIL)) {
      awaitState(page, "live", 60);
      page.evaluate("window.offers.length = 0; window.fails = true");
      page.evaluate("dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))");
      awaitState(page, "error", 120);
      assertThat(page.evaluate("window.oriel.error.code").asString())
          .isEqualTo("page.connection-failed");
      assertThat(pauses(page))
          .as("one attempt and five tries")
          .hasSize(5)
          .allMatch(millis -> millis > 2900);
      // The same where the server does not say whether the stream is still there.
      page.evaluate("window.offers.length = 0; window.list = silent");
      page.evaluate("document.getElementById('notice-action').click()");
      awaitState(page, "error", 120);
      assertThat(page.evaluate("window.oriel.error.code").asString())
          .isEqualTo("page.server-silent");
      assertThat(pauses(page))
          .as("one attempt and five tries")
          .hasSize(5)
          .allMatch(millis -> millis > 2900);
    }
  }

  /** How many milliseconds lie between one offer and the next. */
  private static List<Double> pauses(Page page) {
    List<Double> pauses = new ArrayList<>();
    JsonNode offers = page.evaluate("window.offers");
    for (int i = 1; i < offers.size(); i++) {
      pauses.add(offers.get(i).asDouble() - offers.get(i - 1).asDouble());
    }
    return pauses;
  }
}
