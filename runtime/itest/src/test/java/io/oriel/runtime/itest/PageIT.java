package io.oriel.runtime.itest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.oriel.api.transport.Viewer;
import io.oriel.api.transport.Viewers;
import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the viewer page does for somebody who watches, in a real browser. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PageIT {
  private static final String STATE = "window.oriel ? window.oriel.state : ''";

  /** Keeps every connection that the page makes, and counts what this test says to it. */
  private static final String KEEP_CONNECTIONS =
      """
      window.connections = [];
      window.tests = 0;
      window.RTCPeerConnection = class extends RTCPeerConnection {
        constructor(...settings) {
          super(...settings);
          window.connections.push(this);
        }
        createDataChannel(...settings) {
          const channel = super.createDataChannel(...settings);
          channel.addEventListener('message', ({ data }) => {
            window.tests += data.includes('"event_type":"test"') ? 1 : 0;
          });
          return channel;
        }
      };
      """;

  private static final String DECODED =
      """
      (async () => {
        const report = await window.connections[0].getStats();
        const video = [...report.values()].find((s) => s.type === 'inbound-rtp');
        return video?.framesDecoded ?? 0;
      })()\
      """;

  private Path folder;
  private EmbeddedServer server;
  private Chromium browser;
  private Page page;

  /** Pictures that the hidden tab had decoded when it was asked last. */
  private int decoded;

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    this.folder = folder;
    Map<String, Object> painted = Map.of("renderer", "test", "width", 640, "height", 360);
    server =
        EmbeddedServer.start(folder, Map.of("main", painted, "second", painted))
            .awaitReady("main", "second");
    browser = Chromium.start(folder);
  }

  @AfterAll
  void stop() {
    browser.close();
    server.close();
  }

  @AfterEach
  void leave() {
    page.close();
  }

  private void open(String query) {
    page = browser.open(server.ports().page() + query, KEEP_CONNECTIONS);
    awaitState("live");
  }

  private void awaitState(String state) {
    await(state)
        .atMost(Duration.ofSeconds(30))
        .pollInterval(Duration.ofMillis(50))
        .until(() -> page.evaluate(STATE).asString().equals(state));
  }

  @Test
  void oneConnectionLivesThroughAThousandMessagesAndTwentyChangesOfState() throws Exception {
    open("");
    Viewer viewer = viewerOf("main");
    await("an open channel").until(() -> viewer.send("{\"event_type\":\"opening\"}"));
    try (Page other = browser.open("about:blank")) {
      for (int change = 0; change < 20; change++) {
        for (int message = 0; message < 50; message++) {
          String text = "{\"event_type\":\"test\",\"payload\":{\"n\":" + message + "}}";
          assertThat(viewer.send(text)).isTrue();
        }
        if (change % 2 == 0) {
          other.bringToFront();
          awaitState("paused");
        } else {
          page.bringToFront();
          awaitState("live");
        }
      }
      page.bringToFront();
    }
    await().untilAsserted(() -> assertThat(page.evaluate("window.tests").asInt()).isEqualTo(1000));
    assertThat(page.evaluate("window.oriel.messagesReceived").asInt()).isGreaterThanOrEqualTo(1000);
    BrowserIT.awaitMoreFrames(page, 10);
    assertThat(page.evaluate("window.connections.length").asInt()).isOne();
    assertThat(page.evaluate("window.connections[0].connectionState").asString())
        .isEqualTo("connected");
  }

  private Viewer viewerOf(String stream) {
    var context = server.context();
    Viewers viewers = context.getService(context.getServiceReference(Viewers.class));
    return viewers.all().stream()
        .filter(viewer -> viewer.stream().equals(stream))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aHiddenTabDecodesNothingAndShowsPicturesAtOnceWhenItComesBack() throws Exception {
    open("");
    page.evaluate(
        """
        document.addEventListener('visibilitychange', () => {
          if (!document.hidden) {
            const began = performance.now();
            const video = document.querySelector('video');
            const look = () => video.requestVideoFrameCallback((now, { receiveTime }) => {
              if (receiveTime > began) {
                window.resumedAfter = performance.now() - began;
              } else {
                look();
              }
            });
            look();
          }
        })\
        """);
    try (Page other = browser.open("about:blank")) {
      long[] millis = new long[5];
      for (int round = 0; round < millis.length; round++) {
        other.bringToFront();
        awaitState("paused");
        // The last pictures before the pause may be on their way through the decoder.
        await()
            .during(Duration.ofSeconds(1))
            .atMost(Duration.ofSeconds(60))
            .until(this::decodesNothing);
        page.evaluate("window.resumedAfter = null");
        page.bringToFront();
        await().until(() -> page.evaluate("window.resumedAfter").isNumber());
        millis[round] = page.evaluate("window.resumedAfter").asLong();
      }
      System.out.println("PageIT: shown again after " + Arrays.toString(millis) + " ms");
      Arrays.sort(millis);
      assertThat(millis[millis.length / 2]).as("median, ms").isLessThanOrEqualTo(500);
    }
    assertThat(page.evaluate("window.connections.length").asInt()).isOne();
  }

  private boolean decodesNothing() {
    int before = decoded;
    decoded = page.evaluate(DECODED).asInt();
    return decoded == before;
  }

  @Test
  void theStatisticsAreOneKeyAwayAndGoToTheClipboardAsJson() {
    open("?stream=main");
    page.press("s");
    assertThat(page.evaluate("location.search").asString()).contains("stats=open");
    page.call(
        "Browser.grantPermissions",
        Map.of("permissions", List.of("clipboardReadWrite", "clipboardSanitizedWrite")));
    await()
        .until(() ->
            page.evaluate("window.oriel.statistics?.framesPerSecondPresented ?? 0").asDouble() > 1);
    page.press("c");
    JsonNode copied =
        JsonMapper.shared().readTree(page.evaluate("navigator.clipboard.readText()").asString());
    System.out.println("PageIT: " + copied);
    assertThat(copied.path("stream").asString()).isEqualTo("main");
    assertThat(copied.path("width").asInt()).isEqualTo(640);
    assertThat(copied.path("height").asInt()).isEqualTo(360);
    assertThat(copied.path("framesPerSecondPresented").asDouble()).isBetween(1.0, 70.0);
    assertThat(copied.path("roundTripMillis").asDouble(-1)).isBetween(0.0, 1000.0);
    assertThat(copied.path("jitterBufferMillis").asDouble(-1)).isBetween(0.0, 1000.0);
    assertThat(copied.path("pictureAgeMillis").asDouble(-1)).isBetween(0.0, 5000.0);
    assertThat(copied.path("pictureAgeFrom").asString()).isIn("capture", "arrival");
    assertThat(copied.path("framesDropped").isIntegralNumber()).isTrue();
    assertThat(copied.path("freezes").isIntegralNumber()).isTrue();
    assertThat(copied.path("frozenSeconds").isNumber()).isTrue();
    assertThat(copied.path("kilobitsPerSecond").asDouble()).isPositive();
    assertThat(copied.path("codec").asString()).isEqualTo("H264");
    page.press("s");
    assertThat(page.evaluate("window.oriel.statistics").isNull()).as("closed").isTrue();
    assertThat(page.evaluate("location.search").asString()).isEqualTo("?stream=main");
  }

  @Test
  void thePicturesAgeIsNeverLessThanWhatHasPassedUntilItWasPresented() {
    open("");
    JsonNode ages =
        page.evaluate(
            """
            import('/page/statistics.js').then(({ ageOf }) => {
              const times = { expectedDisplayTime: 1000, presentationTime: 990 };
              return [
                ageOf({ ...times, receiveTime: 980 }),
                // What headless Chromium tells of a picture that came and was shown at once.
                ageOf({ ...times, receiveTime: 1003, presentationTime: 1004 }),
                ageOf({ ...times, receiveTime: 1003, presentationTime: 1004, captureTime: 1001 }),
                ageOf({ ...times, receiveTime: 980, captureTime: 970 }),
                ageOf({ ...times, receiveTime: 980, captureTime: 2000 }),
                ageOf(times),
              ].map((age) => (age ? age.from + ' ' + age.millis : 'unknown'));
            })\
            """);
    assertThat(ages.valueStream().map(JsonNode::asString))
        .containsExactly(
            "arrival 20", "arrival 1", "capture 3", "capture 30", "arrival 20", "unknown");
  }

  @Test
  void thePictureIsSavedAtItsOwnSizeUnderTheStreamsNameAndTheTime() throws Exception {
    Path downloads = Files.createDirectories(folder.resolve("downloads"));
    open("");
    page.call(
        "Browser.setDownloadBehavior",
        Map.of("behavior", "allow", "downloadPath", downloads.toString()));
    page.press("p");
    await().until(() -> !saved(downloads).isEmpty());
    Path file = saved(downloads).getFirst();
    assertThat(file.getFileName().toString())
        .matches("main \\d{4}-\\d\\d-\\d\\d \\d\\d\\.\\d\\d\\.\\d\\d\\.png")
        .contains(LocalDate.now().toString().substring(0, 7));
    BufferedImage image = ImageIO.read(file.toFile());
    assertThat(image.getWidth()).isEqualTo(640);
    assertThat(image.getHeight()).isEqualTo(360);
    assertThat(image.getRGB(320, 180) & 255)
        .as("blue in the middle")
        .isGreaterThan(TestRenderer.DARKEST - 16);
  }

  private static List<Path> saved(Path folder) throws Exception {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".png")).toList();
    }
  }

  @Test
  void theAddressHoldsTheSettingsAndLosesAToken() {
    open("?stream=second&fit=cover&theme=light&stats=open&token=secret#token=secret");
    assertThat(page.evaluate("location.href").asString())
        .doesNotContain("token", "secret")
        .contains("stream=second", "fit=cover", "theme=light");
    assertThat(page.evaluate("window.oriel.stream").asString()).isEqualTo("second");
    assertThat(style("#picture", "objectFit")).isEqualTo("cover");
    assertThat(style("#pill", "backgroundColor")).isEqualTo("rgb(255, 255, 255)");
    assertThat(page.evaluate("document.getElementById('stats').hidden").asBoolean()).isFalse();
    page.press("z");
    assertThat(style("#picture", "objectFit")).isEqualTo("none");
    assertThat(page.evaluate("location.search").asString()).contains("fit=actual");
  }

  private String style(String selector, String property) {
    return page.evaluate(
            "getComputedStyle(document.querySelector('%s')).%s".formatted(selector, property))
        .asString();
  }

  @Test
  void helpListsTheKeysAndEscapeEndsIt() {
    open("");
    page.press("?");
    assertThat(page.evaluate("document.getElementById('help').open").asBoolean()).isTrue();
    assertThat(page.evaluate("document.getElementById('help').innerText").asString())
        .contains("Statistics", "Full screen", "Save the picture");
    page.press("?");
    assertThat(page.evaluate("document.getElementById('help').open").asBoolean()).isFalse();
  }

  @Test
  void theListOfStreamsShowsEachMovingAndLeadsToIt() {
    page = browser.open(server.ports().page() + "streams");
    String pixels =
        """
        [...document.querySelectorAll('.card')].map((card) => {
          const image = card.querySelector('img');
          const canvas = document.createElement('canvas');
          canvas.width = canvas.height = 1;
          canvas.getContext('2d').drawImage(image, 0, 0, 1, 1);
          return card.innerText.split('\\n')[0] + ' '
            + canvas.getContext('2d').getImageData(0, 0, 1, 1).data.join();
        })\
        """;
    await()
        .atMost(Duration.ofSeconds(60))
        .until(
            () -> page.evaluate("document.querySelectorAll('.card img[src]').length").asInt() == 2);
    JsonNode first = page.evaluate(pixels);
    for (int card = 0; card < 2; card++) {
      int index = card;
      await("picture " + index + " moves")
          .atMost(Duration.ofSeconds(60))
          .until(() -> !page.evaluate(pixels).path(index).equals(first.path(index)));
    }
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(() ->
            assertThat(page.evaluate("document.querySelector('.card').innerText").asString())
                .contains("main", "Live", "0 viewers", "fps", "640 × 360"));
    page.evaluate("document.querySelectorAll('.card')[1].click()");
    awaitState("live");
    assertThat(page.evaluate("window.oriel.stream").asString()).isEqualTo("second");
  }
}
