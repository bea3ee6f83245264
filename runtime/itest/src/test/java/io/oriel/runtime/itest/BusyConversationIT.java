package io.oriel.runtime.itest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Viewers who ask a lot, or say nothing but nonsense, beside one who only watches. */
class BusyConversationIT {
  private static final int GROUPS = 100;
  private static final int MEMBERS = 100;

  /** Garbage comes in this many portions a second. */
  private static final int PORTIONS = 20;

  private static final int MESSAGES_A_SECOND = 1000;

  /** A gap this long is a freeze, and no more than this share of a time may be frozen. */
  private static final int FREEZE_MILLIS = 500;

  private static final double MOST_FROZEN = 0.25;

  /** Watched for long enough that one stall of the machine is no quarter of it. */
  private static final int WATCHED_SECONDS = 5;

  private static final boolean SOAK = Boolean.getBoolean("oriel.soak");

  /** Asks for the children of some prims at once; how many there are, and how long it took. */
  private static final String ASK =
      """
      (async (paths) => {
        const begun = performance.now();
        const waiting = new Set(paths);
        const over = new AbortController();
        let children = 0;
        const done = new Promise((resolve) => {
          window.channel.addEventListener('message', ({ data }) => {
            const { event_type: event, payload } = JSON.parse(data);
            if (event === 'getChildrenResult' && waiting.delete(payload.prim_path)) {
              children += payload.children.length;
              if (waiting.size === 0) {
                over.abort();
                resolve();
              }
            }
          }, { signal: over.signal });
        });
        for (const path of paths) {
          window.channel.send(JSON.stringify(
            { event_type: 'getChildrenRequest', payload: { prim_path: path } }));
        }
        await done;
        return [children, performance.now() - begun];
      })\
      """;

  private static final String WATCH =
      """
      (() => {
        const video = document.querySelector('video');
        window.intervals = [];
        window.ticks = [];
        let last = performance.now();
        let ticked = last;
        setInterval(() => {
          const now = performance.now();
          window.ticks.push(now - ticked);
          ticked = now;
        }, 20);
        const presented = (now) => {
          window.intervals.push(now - last);
          last = now;
          video.requestVideoFrameCallback(presented);
        };
        video.requestVideoFrameCallback(presented);
        return true;
      })()\
      """;

  private static final String TAKE_INTERVALS = "window.intervals.splice(0)";

  /** Between what the page does by itself: where these stand still, the machine did. */
  private static final String TAKE_TICKS = "window.ticks.splice(0)";

  /** No JSON, no event, an unknown event, payloads of the wrong shape, a path that is no prim. */
  private static final String GARBAGE =
      """
      (() => {
        const kinds = [
          'no JSON at all', '[1, 2, 3]', '{"payload": {}}', '{"event_type": "editPrim"}',
          '{"event_type": "openStageRequest", "payload": {"url": 7}}',
          '{"event_type": "selectPrimsRequest", "payload": {"paths": "x"}}',
          '{"event_type": "getChildrenRequest", "payload": {"prim_path": "/Nowhere"}}',
          '{"event_type":'.repeat(100),
        ];
        for (let i = 0; i < %d; i++) {
          window.channel.send(kinds[i %% kinds.length]);
        }
        return true;
      })()\
      """
          .formatted(MESSAGES_A_SECOND / PORTIONS);

  @TempDir Path folder;

  @Test
  void aLargeTreeIsToldWhilePicturesKeepComing() throws Exception {
    Path stage = tree(folder.resolve("tree.usda"));
    Map<String, Object> allowed = Map.of("messagesPerSecond", 100_000, "messagesAtOnce", 100_000);
    try (EmbeddedServer server = server(stage, Map.of("io.oriel.messages", allowed));
        Chromium browser = Chromium.start(folder);
        ChannelViewer viewer = ChannelViewer.enter(browser, server.ports().whep("main"))) {
      viewer.awaitGreeting();
      Cadence published = new Cadence(FREEZE_MILLIS);
      long begun = System.nanoTime();
      try (var _ = server.stream("main").subscribe(frame -> published.beat())) {
        JsonNode first = viewer.evaluate(ASK + "(['/World'])");
        String groups = "Array.from({ length: %d }, (_, i) => '/World/g' + i)".formatted(GROUPS);
        JsonNode all = viewer.evaluate(ASK + "(" + groups + ")");
        while (System.nanoTime() - begun < TimeUnit.SECONDS.toNanos(WATCHED_SECONDS)) {
          viewer.evaluate(ASK + "(" + groups + ")");
        }
        System.out.printf(
            "BusyConversationIT: first level of a tree of %d prims after %.0f ms, all of it %.0f ms"
                + " later; longest gap between two pictures meanwhile %d ms%n",
            GROUPS * MEMBERS,
            first.path(1).asDouble(),
            all.path(1).asDouble(),
            published.longestMillis());
        double seconds = (System.nanoTime() - begun) / 1e9;
        assertThat(published.frozenSeconds() / seconds).isLessThan(MOST_FROZEN);
        assertThat(first.path(0).asInt()).isEqualTo(GROUPS);
        assertThat(all.path(0).asInt()).isEqualTo(GROUPS * MEMBERS);
      }
    }
  }

  private static Path tree(Path file) throws IOException {
    try (Writer out = Files.newBufferedWriter(file)) {
      out.write("#usda 1.0\n(defaultPrim = \"World\")\ndef Xform \"World\"\n{\n");
      for (int group = 0; group < GROUPS; group++) {
        out.write("def Xform \"g" + group + "\"\n{\n");
        for (int member = 0; member < MEMBERS; member++) {
          out.write("def Xform \"x" + member + "\" {}\n");
        }
        out.write("}\n");
      }
      out.write("}\n");
    }
    return file;
  }

  @Test
  void aFloodOfGarbageDisturbsNobodyElse() throws Exception {
    try (EmbeddedServer server = server(Place.stage("workshop.usda"), Map.of());
        Chromium browser = Chromium.start(folder);
        ChannelViewer loud = ChannelViewer.enter(browser, server.ports().whep("main"));
        Page watching = BrowserIT.openAndSee(browser, server.ports().page())) {
      loud.awaitGreeting();
      watching.bringToFront();
      watching.evaluate(WATCH);
      BrowserIT.awaitMoreFrames(watching, 60);
      int seconds = SOAK ? 60 : WATCHED_SECONDS;
      watching.evaluate(TAKE_INTERVALS);
      portions(seconds, () -> {});
      double[] before = sorted(watching.evaluate(TAKE_INTERVALS));
      watching.evaluate(TAKE_TICKS);
      int sent = portions(seconds, () -> loud.evaluate(GARBAGE));
      double[] during = sorted(watching.evaluate(TAKE_INTERVALS));
      double[] ticks = sorted(watching.evaluate(TAKE_TICKS));
      System.out.printf(
          "BusyConversationIT: %d portions of garbage, %d messages a second; intervals of another"
              + " viewer's pictures before and during: p50 %.1f and %.1f ms, p99 %.1f and %.1f ms%n",
          sent,
          MESSAGES_A_SECOND,
          at(before, 0.5),
          at(during, 0.5),
          at(before, 0.99),
          at(during, 0.99));
      assertThat(frozen(during) - frozen(ticks))
          .as("milliseconds without a picture while the page itself ran")
          .isLessThan(seconds * 1000 * MOST_FROZEN);
      assertThat(Arrays.stream(during).sum())
          .as("milliseconds that were watched")
          .isGreaterThan(seconds * 1000 * (1 - MOST_FROZEN));
      assertThat(watching.evaluate("window.oriel.state").asString()).isEqualTo("live");
      BrowserIT.awaitMoreFrames(watching, 10);
      assertThat(loud.received())
          .as("who floods is told so")
          .anyMatch(text -> text.contains("request.too-many"))
          .hasSizeLessThan(sent * MESSAGES_A_SECOND / PORTIONS);
      awaitAnswer(loud);
    }
  }

  /** Does something twenty times a second; how often it was done. */
  private static int portions(int seconds, Runnable portion) throws InterruptedException {
    long begun = System.nanoTime();
    int done = 0;
    while (done < seconds * PORTIONS) {
      portion.run();
      done++;
      long next = begun + TimeUnit.SECONDS.toNanos(1) * done / PORTIONS;
      TimeUnit.NANOSECONDS.sleep(next - System.nanoTime());
    }
    return done;
  }

  /** Once it is quiet for a while it is listened to again. */
  private static void awaitAnswer(ChannelViewer viewer) {
    await("an answer after the flood")
        .atMost(Duration.ofSeconds(30))
        .pollInterval(Duration.ofMillis(500))
        .until(() -> {
          viewer.send("{\"event_type\": \"getPrimCountRequest\"}");
          return viewer.received().stream().anyMatch(text -> text.contains("getPrimCountResult"));
        });
  }

  private EmbeddedServer server(Path stage, Map<String, Map<String, Object>> more)
      throws Exception {
    return EmbeddedServer.start(folder, Map.of("main", Map.of("stage", stage.toString())), more)
        .awaitReady("main");
  }

  private static double[] sorted(JsonNode intervals) {
    double[] values =
        StreamSupport.stream(intervals.spliterator(), false)
            .mapToDouble(JsonNode::asDouble)
            .toArray();
    Arrays.sort(values);
    assertThat(values).isNotEmpty();
    return values;
  }

  private static double frozen(double[] gaps) {
    return Arrays.stream(gaps).filter(gap -> gap >= FREEZE_MILLIS).sum();
  }

  private static double at(double[] sorted, double share) {
    return sorted[(int) (share * (sorted.length - 1))];
  }
}
