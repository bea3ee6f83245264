package io.oriel.runtime.itest;

import static io.oriel.runtime.itest.EmbeddedServer.answer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.oriel.api.geometry.Matrix4;
import io.oriel.api.geometry.Vector3;
import io.oriel.api.stage.StageSource;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What a person does on the page, from the pointer to the picture, with the real server. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConversationIT {
  /** Notes when the banner comes and goes, and how many pictures were presented by then. */
  private static final String WATCH_BANNER =
      """
      window.shown = [];
      new MutationObserver(([{ target: { hidden } }]) => {
        if (hidden !== (window.shown.at(-1)?.hidden ?? true)) {
          const pictures = window.oriel.framesPresented;
          window.shown.push({ hidden, pictures, seconds: performance.now() / 1000 });
        }
      }).observe(document.getElementById('banner'), { attributeFilter: ['hidden'] });
      """;

  /** A cube of two paints in the middle of the picture, and a ball that passes before it. */
  private static final String STAGE =
      """
      #usda 1.0
      (
        defaultPrim = "World"
        startTimeCode = 0
        endTimeCode = 48
        timeCodesPerSecond = 24
      )
      def Xform "World"
      {
        def Xform "Box" (
          prepend apiSchemas = ["SemanticsLabelsAPI:category"]
          prepend variantSets = "paint"
          variants = { string paint = "red" }
        )
        {
          token[] semantics:labels:category = ["box"]
          def Cube "Shape"
          {
            double size = 4
          }
          variantSet "paint" = {
            "red" {
              over "Shape"
              {
                color3f[] primvars:displayColor = [(0.8, 0, 0)]
              }
            }
            "blue" {
              over "Shape"
              {
                color3f[] primvars:displayColor = [(0, 0, 0.8)]
              }
            }
          }
        }
        def Sphere "Ball"
        {
          double radius = 1
          color3f[] primvars:displayColor = [(0, 0.8, 0)]
          double3 xformOp:translate.timeSamples = {
            0: (-6, 0, 0),
            48: (6, 0, 0),
          }
          uniform token[] xformOpOrder = ["xformOp:translate"]
        }
      }
      """;

  /** Keeps what the page sends and hears, and its channel. */
  private static final String KEEP =
      """
      window.sent = [];
      window.heard = [];
      const made = RTCPeerConnection.prototype.createDataChannel;
      RTCPeerConnection.prototype.createDataChannel = function create(label, ...options) {
        const channel = made.call(this, label, ...options);
        if (label === 'oriel.messages') {
          window.channel = channel;
          channel.addEventListener('message', ({ data }) => window.heard.push(JSON.parse(data)));
          const send = channel.send.bind(channel);
          channel.send = (text) => { window.sent.push(JSON.parse(text)); send(text); };
        }
        return channel;
      };
      """;

  /** The picture as 160 x 90 colours, three numbers each. */
  private static final String PIXELS =
      """
      (() => {
        const canvas = document.createElement('canvas');
        canvas.width = 160;
        canvas.height = 90;
        const context = canvas.getContext('2d');
        context.drawImage(document.getElementById('picture'), 0, 0, 160, 90);
        const { data } = context.getImageData(0, 0, 160, 90);
        return [...data].filter((_, i) => i % 4 < 3);
      })()\
      """;

  /** Of the picture, in the window. */
  private static final String MIDDLE =
      "(() => { const r = document.getElementById('picture').getBoundingClientRect();"
          + " return { x: r.x + r.width / 2, y: r.y + r.height / 2 }; })()";

  private static final String SELECTED =
      "[...document.querySelectorAll('.row[aria-selected=true]')].map((e) => e.dataset.path).join()";

  private StageSource box;
  private EmbeddedServer server;
  private Chromium browser;
  private Page page;

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    Path stages = Files.createDirectories(folder.resolve("stages"));
    box = StageSource.of(Files.writeString(stages.resolve("box.usda"), STAGE).toString());
    Files.writeString(stages.resolve("same.usda"), STAGE);
    Files.writeString(stages.resolve("broken.usda"), "#usda 1.0\ndef Xform \"World\" {");
    LargeStage.write(stages.resolve("warehouse.usda"));
    Map<String, Object> settings =
        Map.of("stage", box.location(), "playing", false, "width", 640, "height", 360, "fps", 10);
    server =
        EmbeddedServer.start(
                folder,
                Map.of("main", settings),
                Map.of("io.oriel.messages.stage", Map.of("stageSchemes", List.of("http"))))
            .awaitReady("main");
    browser = Chromium.start(folder);
  }

  @AfterAll
  void stop() {
    browser.close();
    server.close();
  }

  /** Opened anew, so that no test depends on what another has left. */
  @BeforeEach
  void open() throws Exception {
    answer(server.stream("main").openStage(box));
    page = opened();
  }

  @AfterEach
  void leave() {
    page.close();
  }

  private Page opened() {
    Page opened = browser.open(server.ports().page() + "?panels=stage+inspector", KEEP);
    awaitTrue(opened, "window.oriel?.state === 'live'");
    awaitTrue(opened, "document.querySelector('#tree .row') !== null");
    return opened;
  }

  private static void awaitTrue(Page page, String expression) {
    await(expression)
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofMillis(50))
        .until(() -> page.evaluate(expression).asBoolean());
  }

  private void pointer(String type, double x, double y, int buttons) {
    JsonNode middle = page.evaluate(MIDDLE);
    page.call(
        "Input.dispatchMouseEvent",
        Map.of(
            "type",
            type,
            "x",
            middle.path("x").asDouble() + x,
            "y",
            middle.path("y").asDouble() + y,
            "button",
            type.equals("mouseMoved") && buttons == 0 ? "none" : "left",
            "buttons",
            buttons,
            "clickCount",
            1));
  }

  private void choose(String selector, String value) {
    page.evaluate(
        "(() => { const s = document.querySelector('%s'); s.value = '%s';"
                .formatted(selector, value)
            + " s.dispatchEvent(new Event('change')); })()");
  }

  private void click(String selector) {
    page.evaluate("document.querySelector('" + selector + "').click()");
  }

  private void openScene(String url) {
    page.evaluate("document.getElementById('scenes').open = true");
    awaitTrue(page, "document.querySelector('[data-url=\"" + url + "\"]') !== null");
    click("[data-url=\"" + url + "\"]");
  }

  private void awaitScene(String name) {
    awaitTrue(page, "document.getElementById('scene-name').textContent === '" + name + "'");
  }

  /** Waits until the picture differs from an earlier one in more than what encoding does. */
  private void awaitAnotherPicture(JsonNode before) {
    await("another picture")
        .atMost(Duration.ofSeconds(60))
        .until(() -> difference(before, page.evaluate(PIXELS)) > 30);
  }

  /** How much the colour that has changed most has changed, of 255. */
  private static int difference(JsonNode before, JsonNode after) {
    int most = 0;
    for (int i = 0; i < before.size(); i++) {
      most = Math.max(most, Math.abs(before.path(i).asInt() - after.path(i).asInt()));
    }
    return most;
  }

  @Test
  void aDragToTheRightTurnsTheCameraToTheLeftAboutItsTarget() {
    JsonNode before = page.evaluate(PIXELS);
    Matrix4 from = camera();
    pointer("mouseMoved", 0, 0, 0);
    pointer("mousePressed", 0, 0, 1);
    for (int step = 1; step <= 10; step++) {
      pointer("mouseMoved", 15 * step, 0, 1);
    }
    pointer("mouseReleased", 150, 0, 0);
    awaitAnotherPicture(before);
    Matrix4 to = camera();
    Vector3 moved = to.origin().minus(from.origin());
    assertThat(moved.dot(right(from))).as("to the right").isNegative();
    assertThat(to.origin().y()).as("height").isCloseTo(from.origin().y(), within(1e-6));
    Vector3 middle = server.stream("main").stageInfo().bounds().center();
    assertThat(to.origin().minus(middle).length())
        .as("distance")
        .isCloseTo(from.origin().minus(middle).length(), withinPercentage(1));
  }

  private Matrix4 camera() {
    return server.stream("main").camera().orElseThrow().cameraToWorld();
  }

  private static Vector3 right(Matrix4 camera) {
    return camera.transformDirection(new Vector3(1, 0, 0));
  }

  @Test
  void aClickSelectsForEverybodyAndIsSeenInThePicture() {
    try (Page other = opened()) {
      page.bringToFront();
      JsonNode alone = page.evaluate(PIXELS);
      pointer("mouseMoved", 0, 0, 0);
      awaitAnotherPicture(alone);
      JsonNode pointedAt = page.evaluate(PIXELS);
      pointer("mousePressed", 0, 0, 1);
      pointer("mouseReleased", 0, 0, 0);
      awaitAnotherPicture(pointedAt);
      for (Page each : List.of(page, other)) {
        each.bringToFront();
        awaitTrue(each, SELECTED + " === '/World/Box/Shape'");
      }
    }
  }

  @Test
  void everyOutputCanBeChosenAndIsSeen() {
    awaitTrue(page, "document.querySelectorAll('#output option').length > 4");
    JsonNode names =
        page.evaluate("[...document.querySelectorAll('#output option')].map((o) => o.value)");
    for (JsonNode one : names) {
      String name = one.asString();
      if (!name.equals("LdrColor")) {
        page.evaluate("window.heard = []");
        choose("#output select", name);
        awaitTrue(
            page,
            "window.heard.some((m) => m.event_type === 'activeAOVState'"
                + " && m.payload.active === '%s' && m.payload.result === 'success')"
                    .formatted(name));
      }
      await(name)
          .atMost(Duration.ofSeconds(30))
          .untilAsserted(() -> checkOutput(name, page.evaluate(PIXELS)));
      assertThat(page.evaluate("document.querySelector('#output .reason').textContent").asString())
          .as(name)
          .isEmpty();
    }
  }

  /** The middle of the picture shows the red box, the corner nothing. */
  private static void checkOutput(String name, JsonNode pixels) {
    int[] box = colour(pixels, 80, 45);
    int[] nothing = colour(pixels, 1, 1);
    switch (name) {
      case "LdrColor", "HdrColor", "DiffuseAlbedoSD" ->
          assertThat(box[0]).as("red of " + name).isGreaterThan(2 * Math.max(box[1], box[2]));
      case "DepthSD", "DistanceToImagePlaneSD", "DistanceToCameraSD" -> {
        assertThat(box[0]).as("grey of " + name).isGreaterThan(30);
        assertThat(box[1]).as("grey of " + name).isCloseTo(box[0], within(12));
        assertThat(box[2]).as("grey of " + name).isCloseTo(box[0], within(12));
      }
      default -> assertThat(Math.max(box[0], Math.max(box[1], box[2]))).as(name).isGreaterThan(60);
    }
    if (!List.of("LdrColor", "HdrColor").contains(name)) {
      assertThat(Math.max(nothing[0], Math.max(nothing[1], nothing[2])))
          .as("nothing in " + name)
          .isLessThan(24);
    }
  }

  private static int[] colour(JsonNode pixels, int x, int y) {
    int at = (y * 160 + x) * 3;
    return new int[] {
      pixels.path(at).asInt(), pixels.path(at + 1).asInt(), pixels.path(at + 2).asInt()
    };
  }

  @Test
  void aVariantAndATimeAreSeen() {
    page.evaluate("document.querySelector('.row[data-path=\"/World/Box\"]').click()");
    awaitTrue(page, "document.querySelector('#variants select')?.value === 'red'");
    JsonNode red = page.evaluate(PIXELS);
    choose("#variants select", "blue");
    awaitTrue(page, "document.querySelector('#variants select').value === 'blue'");
    awaitAnotherPicture(red);
    JsonNode blue = page.evaluate(PIXELS);
    page.evaluate(
        "(() => { const s = document.getElementById('timeline-time'); s.value = 24;"
            + " s.dispatchEvent(new Event('input')); s.dispatchEvent(new Event('change')); })()");
    awaitAnotherPicture(blue);
    assertThat(page.evaluate("document.getElementById('timeline-now').textContent").asString())
        .isEqualTo("24");
  }

  @Test
  void picturesKeepComingWhileAStageLoadsAndAfterOneThatIsBroken() {
    JsonNode before = page.evaluate(PIXELS);
    openScene("broken.usda");
    awaitTrue(page, "document.querySelector('.alert')?.innerText.includes('broken.usda')");
    awaitScene("box.usda");
    assertThat(difference(before, page.evaluate(PIXELS))).as("the stage before").isLessThan(30);
    awaitTrue(page, "document.getElementById('banner').hidden");
    page.evaluate(WATCH_BANNER);
    openScene("warehouse.usda");
    awaitScene("warehouse.usda");
    awaitTrue(page, "window.shown.at(-1)?.hidden");
    double seconds = page.evaluate("shown.at(-1).seconds - shown[0].seconds").asDouble();
    int pictures = page.evaluate("shown.at(-1).pictures - shown[0].pictures").asInt();
    System.out.printf("a stage that loads: %d pictures in %.1f s%n", pictures, seconds);
    assertThat(pictures / seconds).as("pictures a second in %.1f s", seconds).isGreaterThan(2.5);
    awaitTrue(page, "document.getElementById('tree').innerText.includes('x0')");
    openScene("box.usda");
    awaitScene("box.usda");
    awaitTrue(page, "document.getElementById('tree').innerText.includes('Ball')");
  }

  @Test
  void anotherStageHasNothingSelectedEvenIfThePathIsThereToo() {
    page.bringToFront();
    JsonNode alone = page.evaluate(PIXELS);
    click(".row[data-path=\"/World/Box\"]");
    awaitTrue(page, SELECTED + " === '/World/Box'");
    awaitAnotherPicture(alone);
    assertThat(server.stream("main").view().outlines()).isNotEmpty();
    page.evaluate("window.heard = []");
    openScene("same.usda");
    awaitScene("same.usda");
    awaitTrue(
        page,
        "window.heard.filter((m) => m.event_type === 'stageSelectionChanged').at(-1)"
            + "?.payload.prims.length === 0");
    awaitTrue(page, SELECTED + " === ''");
    assertThat(server.stream("main").view().outlines()).isEmpty();
    await("no outline")
        .atMost(Duration.ofSeconds(60))
        .until(() -> difference(alone, page.evaluate(PIXELS)) <= 30);
  }

  @Test
  void aStageOfAWebServerIsOpenedByItsAddressAndItsSecretIsKept() throws Exception {
    HttpServer web =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    byte[] moon = STAGE.replace("\"Box\"", "\"Moon\"").getBytes(StandardCharsets.UTF_8);
    web.createContext(
        "/",
        exchange -> {
          try (exchange) {
            boolean there =
                exchange.getRequestURI().toString().equals("/sets/moon.usda?key=secret");
            exchange.sendResponseHeaders(there ? 200 : 404, there ? moon.length : -1);
            if (there) {
              exchange.getResponseBody().write(moon);
            }
          }
        });
    web.start();
    try (Page other = opened()) {
      String sets = "http://localhost:" + web.getAddress().getPort() + "/sets/";
      ask("openStageRequest", sets + "moon.usda?key=secret");
      for (Page each : List.of(other, page)) {
        each.bringToFront();
        awaitTrue(each, "document.getElementById('scene-name').title === '" + sets + "moon.usda'");
        awaitTrue(each, "document.getElementById('tree').innerText.includes('Moon')");
      }
      assertThat(heard(other)).contains("moon.usda").doesNotContain("secret");
      ask("openStageRequest", sets + "sun.usda?key=secret");
      awaitTrue(page, "document.querySelector('.alert')?.innerText.includes('404')");
      // Who asked is told by the own words that it failed; nothing else repeats them.
      assertThat(page.evaluate("document.querySelector('.alert').innerText").asString())
          .contains(sets + "sun.usda: the server answered 404");
      assertThat(heard(other)).doesNotContain("secret");
      awaitScene("moon.usda");
    } finally {
      web.stop(0);
    }
  }

  private void ask(String event, String url) {
    page.evaluate(
        "window.channel.send(JSON.stringify({ event_type: '%s', payload: { url: '%s' } }))"
            .formatted(event, url));
  }

  private static String heard(Page each) {
    return each.evaluate("JSON.stringify(window.heard)").asString();
  }

  @Test
  void theOutputsFollowAConverterThatGoesAndComesBack() throws Exception {
    String name = "io.oriel.aov.segmentation";
    String offered =
        "[...document.querySelectorAll('#output option')].some((o) =>"
            + " o.value === 'InstanceSegmentationSD')";
    awaitTrue(page, offered);
    server.uninstall(server.bundle(name));
    try {
      awaitTrue(page, "!" + offered);
      awaitTrue(page, "document.querySelector('#output select').value === 'LdrColor'");
    } finally {
      server.install(Place.bundle(name));
    }
    awaitTrue(page, offered);
    choose("#output select", "InstanceSegmentationSD");
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(() -> checkOutput("InstanceSegmentationSD", page.evaluate(PIXELS)));
  }

  @Test
  void twoFingersThatPartBringTheCameraNearer() {
    page.bringToFront();
    page.call("Emulation.setTouchEmulationEnabled", Map.of("enabled", true));
    double from = distance();
    touch("touchStart", -40);
    touch("touchStart", -40, 40);
    for (int apart = 50; apart <= 120; apart += 10) {
      touch("touchMove", -apart, apart);
    }
    touch("touchEnd");
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(() -> assertThat(distance() / from).isBetween(0.2, 0.6));
  }

  private double distance() {
    Vector3 middle = server.stream("main").stageInfo().bounds().center();
    return camera().origin().minus(middle).length();
  }

  /** Fingers so far to the right of the middle of the picture. */
  private void touch(String type, int... places) {
    JsonNode middle = page.evaluate(MIDDLE);
    List<Map<String, Object>> points = new ArrayList<>();
    for (int place : places) {
      points.add(
          Map.of(
              "id",
              points.size(),
              "x",
              middle.path("x").asDouble() + place,
              "y",
              middle.path("y").asDouble()));
    }
    page.call("Input.dispatchTouchEvent", Map.of("type", type, "touchPoints", points));
  }

  @Test
  void theFlyKeysMoveTheCameraWhileTheRightButtonIsHeld() {
    page.bringToFront();
    JsonNode middle = page.evaluate(MIDDLE);
    double x = middle.path("x").asDouble();
    double y = middle.path("y").asDouble();
    page.mouse("mousePressed", x, y, "right", 2);
    Map<String, Vector3> ways =
        Map.of(
            "w", new Vector3(0, 0, -1),
            "s", new Vector3(0, 0, 1),
            "a", new Vector3(-1, 0, 0),
            "d", new Vector3(1, 0, 0));
    ways.forEach((key, way) -> {
      String code = "Key" + key.toUpperCase(Locale.ROOT);
      Matrix4 from = camera();
      Vector3 wanted = from.transformDirection(way);
      page.key("rawKeyDown", code, key);
      await(code)
          .atMost(Duration.ofSeconds(60))
          .until(() -> camera().origin().minus(from.origin()).dot(wanted) > 1);
      page.key("keyUp", code, key);
    });
    page.mouse("mouseReleased", x, y, "right", 0);
  }

  @Test
  void threeReconnectionsOpenNothing() {
    for (int round = 0; round < 3; round++) {
      page.evaluate("window.channel.close()");
      awaitTrue(page, "window.oriel.state !== 'live'");
      awaitTrue(page, "window.oriel.state === 'live'");
      awaitScene("box.usda");
    }
    assertThat(page.evaluate("window.sent.map((m) => m.event_type)").toString())
        .contains("getCapabilities")
        .doesNotContain("openStageRequest", "resetStage");
  }
}
