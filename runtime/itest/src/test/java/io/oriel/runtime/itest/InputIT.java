package io.oriel.runtime.itest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.oriel.api.input.InputEvent;
import io.oriel.api.input.InputEvent.Gamepad;
import io.oriel.api.input.InputEvent.Key;
import io.oriel.api.input.InputEvent.PointerButton;
import io.oriel.api.input.InputEvent.PointerMoved;
import io.oriel.api.input.InputEvent.Text;
import io.oriel.api.input.InputEvent.Touch;
import io.oriel.api.input.InputEvent.Touch.Phase;
import io.oriel.api.input.InputEvent.View;
import io.oriel.api.input.InputEvent.Wheel;
import io.oriel.api.input.InputHandler;
import io.oriel.api.transport.Viewer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * What is done on the picture in a browser arrives at the input handlers of the server. The window
 * is 1280 x 800 and the picture 640 x 360: shown whole it is twice as large, with 40 above it.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class InputIT {
  private static final Pattern REFUSED = total("inputs_refused");
  private static final Pattern MISPLACED = total("messages_misplaced");

  private static final int LEFT = 1;
  private static final int RIGHT = 2;

  private final Recorder recorder = new Recorder();
  private EmbeddedServer server;
  private Chromium browser;
  private Page page;

  /** Keeps the input of everybody. */
  private static final class Recorder implements InputHandler {
    record Heard(String viewer, InputEvent event) {}

    final List<Heard> heard = new CopyOnWriteArrayList<>();

    @Override
    public void onInput(Viewer viewer, InputEvent event) {
      heard.add(new Heard(viewer.id(), event));
    }

    List<InputEvent> events() {
      return heard.stream().map(Heard::event).toList();
    }

    /** Everything but moves, of which it depends on the time how many there are, and sizes. */
    List<InputEvent> acts() {
      return events().stream().filter(event -> !isMove(event) && !(event instanceof View)).toList();
    }

    private static boolean isMove(InputEvent event) {
      return event instanceof PointerMoved
          || event instanceof Touch touch && touch.phase() == Phase.MOVED;
    }
  }

  private static Pattern total(String name) {
    return Pattern.compile("(?m)^oriel_transport_webrtc_" + name + "_total(?:\\{\\})? (\\d+)");
  }

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    Map<String, Object> painted = Map.of("renderer", "test", "width", 640, "height", 360);
    server = EmbeddedServer.start(folder, Map.of("main", painted)).awaitReady("main");
    server.context().registerService(InputHandler.class, recorder, null);
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
    open(query, "");
  }

  private void open(String query, String script) {
    page = browser.open(server.ports().page() + query, script);
    page.emulate(1280, 800, false, "dark");
    awaitState("live");
    // The channels open a moment after the picture: what is done before goes nowhere.
    recorder.heard.clear();
    await("input arrives")
        .pollInterval(Duration.ofMillis(100))
        .until(() -> {
          page.mouse("mouseMoved", 640, 400 + recorder.heard.size() % 2, "none", 0);
          page.mouse("mouseMoved", 641, 400, "none", 0);
          return !recorder.heard.isEmpty();
        });
    awaitRest();
    recorder.heard.clear();
  }

  /** Waits until what was sent has come. */
  private void awaitRest() {
    await()
        .during(Duration.ofMillis(300))
        .until(
            new java.util.concurrent.Callable<Boolean>() {
              private int before = -1;

              @Override
              public Boolean call() {
                int now = recorder.heard.size();
                boolean rests = now == before;
                before = now;
                return rests;
              }
            });
  }

  private void awaitState(String state) {
    await(state)
        .atMost(Duration.ofSeconds(30))
        .pollInterval(Duration.ofMillis(50))
        .until(
            () -> page.evaluate("window.oriel ? window.oriel.state : ''").asString().equals(state));
  }

  private void awaitActs(InputEvent... expected) {
    await().untilAsserted(() -> assertThat(recorder.acts()).containsExactly(expected));
  }

  private void awaitMove(double x, double y) {
    await().untilAsserted(() -> assertThat(recorder.events()).contains(new PointerMoved(x, y, 0)));
  }

  private static PointerButton button(double x, double y, int button, boolean pressed) {
    return new PointerButton(x, y, button, pressed, 0);
  }

  @Test
  void aDragComesInPixelsOfTheStreamAndGoesOnOutsideThePicture() {
    open("");
    page.mouse("mousePressed", 320, 220, "left", LEFT);
    awaitActs(button(160, 90, 0, true));
    page.mouse("mouseMoved", 340, 240, "left", LEFT);
    awaitMove(170, 100);
    page.mouse("mouseMoved", 340, 20, "left", LEFT);
    awaitMove(170, -10);
    page.mouse("mousePressed", 340, 20, "right", LEFT + RIGHT);
    page.mouse("mouseReleased", 340, 20, "left", RIGHT);
    page.mouse("mouseReleased", 360, 10, "right", 0);
    awaitActs(
        button(160, 90, 0, true),
        button(170, -10, 2, true),
        button(170, -10, 0, false),
        button(180, -15, 2, false));
  }

  @Test
  void aGestureBeginsWithHowLargeThePictureIsSeen() {
    open("");
    click();
    awaitWithSizes(new View(0.5), button(320, 180, 0, true), button(320, 180, 0, false));
    page.close();
    open("?fit=actual");
    click();
    awaitWithSizes(new View(1), button(320, 180, 0, true), button(320, 180, 0, false));
  }

  private void awaitWithSizes(InputEvent... expected) {
    await()
        .untilAsserted(() ->
            assertThat(recorder.events().stream().filter(event -> !Recorder.isMove(event)))
                .containsExactly(expected));
  }

  @Test
  void noGestureBeginsOutsideThePicture() {
    open("");
    page.mouse("mousePressed", 640, 20, "left", LEFT);
    page.mouse("mouseMoved", 640, 300, "left", LEFT);
    page.mouse("mouseReleased", 640, 300, "left", 0);
    page.mouse("mousePressed", 640, 760, "middle", 4);
    page.mouse("mouseReleased", 640, 760, "middle", 0);
    page.mouse("mousePressed", 640, 759, "middle", 4);
    page.mouse("mouseReleased", 640, 760, "middle", 0);
    awaitActs(button(320, 359.5, 1, true), button(320, 360, 1, false));
  }

  @Test
  void aPictureThatFillsTheWindowAndOneOfItsOwnSizeAreMappedToo() {
    open("?fit=actual");
    page.mouse("mousePressed", 300, 230, "left", LEFT);
    page.mouse("mouseReleased", 300, 230, "left", 0);
    page.mouse("mousePressed", 330, 240, "left", LEFT);
    page.mouse("mouseReleased", 330, 240, "left", 0);
    awaitActs(button(10, 20, 0, true), button(10, 20, 0, false));
    page.close();
    recorder.heard.clear();
    open("?fit=cover");
    page.mouse("mousePressed", 862, 600, "left", LEFT);
    await()
        .untilAsserted(() ->
            assertThat(recorder.acts())
                .singleElement()
                .isInstanceOfSatisfying(
                    PointerButton.class,
                    at -> {
                      assertThat(at.x()).isBetween(419.0, 421.0);
                      assertThat(at.y()).isBetween(269.0, 271.0);
                    }));
    page.mouse("mouseReleased", 862, 600, "left", 0);
  }

  @Test
  void thePageMapsToTheStreamsSizeWhateverSizeIsSent() {
    open("");
    JsonNode place =
        page.evaluate(
            """
            import('/page/letterbox.js').then(({ toStream }) =>
              toStream({ clientX: 320, clientY: 220 }, { left: 0, top: 0, width: 1280, height: 800 },
                { width: 320, height: 180 }, { width: 1920, height: 1080 }, 'contain'))\
            """);
    assertThat(place.path("x").asDouble()).isEqualTo(480);
    assertThat(place.path("y").asDouble()).isEqualTo(270);
    assertThat(place.path("inside").asBoolean()).isTrue();
    assertThat(place.path("scale").asDouble()).isEqualTo(1.5);
  }

  @Test
  void theWheelComesInSteps() {
    open("");
    page.call(
        "Input.dispatchMouseEvent",
        Map.of(
            "type",
            "mouseWheel",
            "x",
            640,
            "y",
            400,
            "deltaX",
            -50,
            "deltaY",
            200,
            "modifiers",
            2));
    awaitActs(new Wheel(320, 180, -0.5, 2, InputEvent.CONTROL));
    assertThat(page.evaluate("visualViewport.scale").asDouble()).isEqualTo(1);
  }

  @Test
  void thePictureGetsKeysWhileItHasTheFocusAndThePageKeepsItsOwn() {
    open("");
    press("KeyW", "w");
    click();
    press("KeyW", "w");
    press("KeyS", "s");
    press("Tab", "Tab");
    press("F2", "F2");
    awaitActs(
        button(320, 180, 0, true),
        button(320, 180, 0, false),
        new Key("KeyW", true, 0),
        new Key("KeyW", false, 0));
    assertThat(page.evaluate("location.search").asString()).contains("stats=open");
  }

  @Test
  void commandsOfThePageAndEscapeAreThePicturesWhileAButtonIsDown() {
    open("");
    page.mouse("mousePressed", 640, 400, "right", RIGHT);
    press("KeyS", "s");
    press("Escape", "Escape");
    page.mouse("mouseReleased", 640, 400, "right", 0);
    press("Escape", "Escape");
    press("KeyW", "w");
    awaitActs(
        button(320, 180, 2, true),
        new Key("KeyS", true, 0),
        new Key("KeyS", false, 0),
        new Key("Escape", true, 0),
        new Key("Escape", false, 0),
        button(320, 180, 2, false),
        new Key("KeyW", true, 0),
        new Key("KeyW", false, 0));
    assertThat(page.evaluate("location.search").asString()).doesNotContain("stats");
  }

  @Test
  void everythingThatIsDownIsLetGoWhenThePageLosesTheFocus() {
    open("");
    page.mouse("mousePressed", 640, 400, "left", LEFT);
    page.key("rawKeyDown", "KeyD", "d");
    page.evaluate("window.dispatchEvent(new Event('blur'))");
    awaitActs(
        button(320, 180, 0, true),
        new Key("KeyD", true, 0),
        button(320, 180, 0, false),
        new Key("KeyD", false, 0));
    page.mouse("mouseMoved", 660, 400, "left", LEFT);
    page.mouse("mouseReleased", 660, 400, "left", 0);
    page.mouse("mousePressed", 662, 400, "left", LEFT);
    page.mouse("mouseReleased", 662, 400, "left", 0);
    await()
        .untilAsserted(() ->
            assertThat(recorder.acts().subList(4, recorder.acts().size()))
                .containsExactly(button(331, 180, 0, true), button(331, 180, 0, false)));
  }

  @Test
  void composedTextArrivesWholeAndPastedTextIfSomebodySaysSo() {
    open("", "window.asked = []; window.confirm = (question) => window.asked.push(question) > 1;");
    click();
    awaitRest();
    recorder.heard.clear();
    page.call(
        "Input.imeSetComposition", Map.of("text", "にほ", "selectionStart", 2, "selectionEnd", 2));
    page.call("Input.insertText", Map.of("text", "日本"));
    awaitActs(new Text("日本"));
    String paste =
        """
        (() => {
          const clipboardData = new DataTransfer();
          clipboardData.setData('text/plain', 'secret');
          document.activeElement.dispatchEvent(
            new ClipboardEvent('paste', { clipboardData, cancelable: true }));
          return window.asked.length;
        })()\
        """;
    assertThat(page.evaluate(paste).asInt()).isOne();
    assertThat(page.evaluate(paste).asInt()).isEqualTo(2);
    awaitActs(new Text("日本"), new Text("secret"));
    assertThat(page.evaluate("document.activeElement.value").asString()).isEmpty();
  }

  @Test
  void fingersAreToldApart() {
    open("");
    page.call("Emulation.setTouchEmulationEnabled", Map.of("enabled", true));
    touch("touchStart", finger(1, 320, 220));
    touch("touchStart", finger(1, 320, 220), finger(2, 640, 400));
    touch("touchMove", finger(1, 300, 220), finger(2, 660, 400));
    await()
        .untilAsserted(() ->
            assertThat(recorder.events())
                .contains(new Touch(0, Phase.MOVED, 150, 90), new Touch(1, Phase.MOVED, 330, 180)));
    touch("touchEnd", finger(1, 300, 220));
    touch("touchCancel");
    await()
        .untilAsserted(() ->
            assertThat(touches())
                .containsExactly(
                    new Touch(0, Phase.BEGAN, 160, 90),
                    new Touch(1, Phase.BEGAN, 320, 180),
                    new Touch(0, Phase.ENDED, 150, 90),
                    new Touch(1, Phase.CANCELLED, 330, 180)));
  }

  private List<InputEvent> touches() {
    return recorder.acts().stream().filter(Touch.class::isInstance).toList();
  }

  private static Map<String, ?> finger(int id, int x, int y) {
    return Map.of("id", id, "x", x, "y", y);
  }

  @SafeVarargs
  private void touch(String type, Map<String, ?>... points) {
    page.call(
        "Input.dispatchTouchEvent", Map.of("type", type, "touchPoints", Arrays.asList(points)));
  }

  @Test
  void aGamepadSaysWhatChangesAndComesToRestWhenItIsGone() {
    open(
        "",
        """
        window.pad = { index: 0, mapping: 'standard', axes: [0, 0, 0, 0],
          buttons: [...Array(17)].map(() => ({ value: 0 })) };
        navigator.getGamepads = () => [null, window.pad];
        """);
    page.evaluate("dispatchEvent(new Event('gamepadconnected')); pad.axes[2] = -0.5; 0");
    Gamepad stick = new Gamepad(0, Gamepad.FIRST_AXIS + 2, -0.5);
    await().untilAsserted(() -> assertThat(recorder.events()).contains(stick));
    page.evaluate("pad.buttons[7] = { value: 1 }");
    await().untilAsserted(() -> assertThat(recorder.events()).contains(new Gamepad(0, 7, 1)));
    page.evaluate("pad = null");
    await()
        .untilAsserted(() ->
            assertThat(recorder.events())
                .endsWith(new Gamepad(0, Gamepad.FIRST_AXIS + 2, 0), new Gamepad(0, 7, 0)));
  }

  @Test
  void nothingIsSentWhileThePictureTakesNoInput() {
    open("");
    page.evaluate(
        """
        window.sent = [];
        window.moves = 0;
        import('/page/input.js').then(({ listenForInput }) => {
          window.input = listenForInput(document.getElementById('picture'), {
            send: (message, mayBeLost) =>
              mayBeLost ? (window.moves += 1) : window.sent.push(message[5]),
            streamSize: () => ({ width: 640, height: 360 }),
            fit: () => 'contain',
          });
        })\
        """);
    page.mouse("mousePressed", 640, 400, "left", LEFT);
    await().until(() -> sent().equals("[8,2]"));
    page.evaluate("window.input.setActive(false); window.moves = 0");
    assertThat(sent()).as("let go").isEqualTo("[8,2,2]");
    page.mouse("mouseReleased", 650, 400, "left", 0);
    page.mouse("mouseMoved", 660, 400, "none", 0);
    click();
    page.evaluate("new Promise((done) => requestAnimationFrame(() => done(0)))");
    assertThat(sent()).isEqualTo("[8,2,2]");
    assertThat(page.evaluate("window.moves").asInt()).isZero();
    page.evaluate("window.input.setActive(true)");
    click();
    assertThat(sent()).isEqualTo("[8,2,2,8,2,2]");
  }

  private String sent() {
    return page.evaluate("window.sent").toString();
  }

  @Test
  void thePageWritesTheExamplesOfTheReadme() throws Exception {
    open("");
    JsonNode written =
        page.evaluate(
            """
            import('/page/input-format.js').then((f) => [
              f.pointerMoved({ x: 640, y: 360 }, 0),
              f.pointerButton({ x: 640, y: 360 }, 0, true, 1),
              f.wheel({ x: 640, y: 360 }, 0, 0.5, 0),
              f.key('KeyW', true, 0),
              f.texts('é'),
              f.touch(1, f.BEGAN, { x: 1.5, y: 2.25 }),
              [f.gamepad(0, f.FIRST_AXIS + 2, -0.5), f.gamepad(0, 0, 1)],
              f.view({ scale: 1.5 }),
            ].map((events, at) => [...f.message(at + 1, [events].flat(1))]
              .map((byte) => byte.toString(16).padStart(2, '0')).join('')))\
            """);
    String readme = Files.readString(Place.root().resolve("bundles/transport-webrtc/README.md"));
    List<String> examples =
        Pattern.compile("(?m)^\\| \\d: .*\\| `([0-9a-f ]+)` \\|$")
            .matcher(readme)
            .results()
            .map(row -> row.group(1).replace(" ", ""))
            .toList();
    assertThat(written).extracting(JsonNode::asString).isEqualTo(examples);
  }

  @Test
  void garbageOfOneViewerIsRefusedAndAnotherNoticesNothing() throws Exception {
    open("");
    int garbage = 500;
    WhepClient hostile = WhepClient.garbage(server.ports().whep("main"), garbage);
    await("garbage arrives").until(() -> count(REFUSED) > 0);
    click();
    BrowserIT.awaitMoreFrames(page, 30);
    awaitActs(button(320, 180, 0, true), button(320, 180, 0, false), new Key("KeyZ", true, 0));
    JsonNode report = hostile.result();
    assertThat(count(REFUSED)).isEqualTo(report.path("refused").asLong()).isEqualTo(2L * garbage);
    assertThat(count(MISPLACED))
        .isEqualTo(report.path("misplaced").asLong())
        .isEqualTo(2L * garbage);
    assertThat(recorder.heard.stream().map(Recorder.Heard::viewer).distinct()).hasSize(2);
    assertThat(page.evaluate("window.oriel.state").asString()).isEqualTo("live");
  }

  private long count(Pattern counter) throws Exception {
    var line = counter.matcher(Web.get(server.ports().admin("/metrics")).body());
    return line.find() ? Long.parseLong(line.group(1)) : 0;
  }

  private void click() {
    page.mouse("mousePressed", 640, 400, "left", LEFT);
    page.mouse("mouseReleased", 640, 400, "left", 0);
  }

  private void press(String code, String key) {
    page.key("rawKeyDown", code, key);
    page.key("keyUp", code, key);
  }
}
