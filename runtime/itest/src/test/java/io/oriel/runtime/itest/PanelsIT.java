package io.oriel.runtime.itest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * The panels of the viewer page in a real browser, with real pictures, against a server whose half
 * of the conversation is played (see {@link FakeConversation}).
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PanelsIT {
  private static final String BOTH = "?panels=stage+inspector";

  private static final String ROWS =
      "[...document.querySelectorAll('#tree .row .name')].map((e) => e.textContent)";
  private static final String ACTIVE =
      "document.getElementById(document.getElementById('tree')"
          + ".getAttribute('aria-activedescendant'))?.dataset.path ?? ''";
  private static final String SELECTED =
      "[...document.querySelectorAll('.row[aria-selected=true]')].map((e) => e.dataset.path)";

  /** Keeps what the page wants to do after so many milliseconds, so that a test need not wait. */
  private static final String TIMERS =
      """
      window.timers = {};
      const later = window.setTimeout;
      window.setTimeout = (run, millis, ...values) => {
        (window.timers[millis] ??= []).push(run);
        return later(run, millis, ...values);
      };
      """;

  /** What the timeline shows when the server says what the time is after presses of the slider. */
  private static final String PRESSES =
      """
      (() => {
        const slider = document.getElementById('timeline-time');
        const press = (type, target, button) =>
          target.dispatchEvent(new PointerEvent(type, { button, bubbles: true }));
        const shown = (time_code) => {
          fake.say('timelineState', { ...fake.state.timeline, playing: false, time_code });
          return Number(slider.value);
        };
        press('pointerdown', slider, 2);
        const right = shown(100);
        press('pointerdown', slider, 0);
        const dragged = shown(110);
        press('pointerup', document.body, 0);
        return [right, dragged, shown(120)];
      })()\
      """;

  private EmbeddedServer server;
  private Chromium browser;
  private Page page;

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    Map<String, Object> painted = Map.of("renderer", "test", "width", 640, "height", 360);
    server = EmbeddedServer.start(folder, Map.of("main", painted)).awaitReady("main");
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

  private void open(String query) throws Exception {
    open(query, "");
  }

  private void open(String query, String before) throws Exception {
    page = browser.open(server.ports().page() + query, FakeConversation.script() + before);
    awaitTrue("window.oriel?.state === 'live'");
  }

  private void awaitTrue(String expression) {
    await(expression)
        .atMost(Duration.ofSeconds(30))
        .pollInterval(Duration.ofMillis(20))
        .until(() -> page.evaluate(expression).asBoolean());
  }

  private void awaitRow(String path) {
    awaitTrue("document.querySelector('.row[data-path=\"" + path + "\"]') !== null");
  }

  /** What the page has sent under this name, the payloads in order. */
  private JsonNode sent(String event) {
    return page.evaluate(
        "fake.sent.filter((m) => m.event === '" + event + "').map((m) => m.payload)");
  }

  private void key(String... keys) {
    for (String key : keys) {
      for (String type : List.of("rawKeyDown", "keyUp")) {
        page.call("Input.dispatchKeyEvent", Map.of("type", type, "key", key));
      }
    }
  }

  private void pointAt(String selector) {
    JsonNode at =
        page.evaluate(
            "(() => { const r = document.querySelector('"
                + selector
                + "').getBoundingClientRect();"
                + " return { x: r.x + r.width / 2, y: r.y + r.height / 2 }; })()");
    page.call(
        "Input.dispatchMouseEvent",
        Map.of("type", "mouseMoved", "x", at.path("x").asInt(), "y", at.path("y").asInt()));
  }

  private void choose(String selector, String value) {
    page.evaluate(
        "(() => { const s = document.querySelector('%s'); s.value = '%s';"
                .formatted(selector, value)
            + " s.dispatchEvent(new Event('change')); })()");
  }

  @Test
  void theTreeIsAskedForLazilyAndWalkedByKeyboard() throws Exception {
    open("");
    awaitTrue("!document.querySelector('#tools [data-command=stage]').hidden");
    page.press("t");
    awaitRow("/World/Robot");
    assertThat(page.evaluate("document.activeElement.id").asString()).isEqualTo("tree");
    assertThat(sent("getChildrenRequest")).as("the root is pushed").isEmpty();
    key("ArrowDown", "ArrowDown", "ArrowRight");
    awaitRow("/World/Cameras/Robot");
    assertThat(sent("getChildrenRequest").toString())
        .isEqualTo("[{\"prim_path\":\"/World/Cameras\"}]");
    key("ArrowRight", "ArrowDown");
    assertThat(page.evaluate(ACTIVE).asString()).isEqualTo("/World/Cameras/Robot");
    key("ArrowLeft");
    assertThat(page.evaluate(ACTIVE).asString()).isEqualTo("/World/Cameras");
    key("ArrowLeft");
    assertThat(page.evaluate(ROWS).toString()).doesNotContain("\"Bench\"");
    // At once: what is typed after a pause begins anew.
    page.evaluate(
        "for (const key of 'en') document.activeElement.dispatchEvent("
            + "new KeyboardEvent('keydown', { key, bubbles: true }))");
    assertThat(page.evaluate(ACTIVE).asString()).as("typed").isEqualTo("/World/Engine");
    key("End");
    assertThat(page.evaluate(ACTIVE).asString()).isEqualTo("/World/Barrel");
    key("Home", "ArrowDown", "Enter");
    awaitTrue(SELECTED + ".join() === '/World/Cameras'");
    assertThat(sent("selectPrimsRequest").toString())
        .isEqualTo("[{\"paths\":[\"/World/Cameras\"]}]");
  }

  @Test
  void aSelectionFromElsewhereIsUnfoldedShownAndDescribed() throws Exception {
    open(BOTH);
    awaitRow("/World/Robot");
    String path = "/World/Shelves/Binder9";
    page.evaluate("fake.select(['" + path + "'])");
    awaitTrue(SELECTED + ".join() === '" + path + "'");
    assertThat(
            page.evaluate(
                    "(() => { const r = document.querySelector('[aria-selected=true]')"
                        + ".getBoundingClientRect(), t = document.getElementById('tree')"
                        + ".getBoundingClientRect(); return r.top >= t.top && r.bottom <= t.bottom;"
                        + " })()")
                .asBoolean())
        .as("in view")
        .isTrue();
    awaitTrue("document.querySelectorAll('#properties dt').length > 5");
    assertThat(page.evaluate("document.getElementById('inspector').innerText").asString())
        .contains("Binder9", path, "208 values", "0.707107 + (0, 0.707107, 0)", "-229.5");
  }

  @Test
  void tenThousandPrimsAreAFewElements() throws Exception {
    String prims =
        "Array.from({ length: 100 }, (_, g) => [['/World/G' + g, 'xform'],"
            + " ...Array.from({ length: 100 }, (_, p) => ['/World/G' + g + '/P' + p, 'geom'])])";
    open("?panels=stage", "fake.plant([['/World', 'xform'], ..." + prims + ".flat()]);");
    awaitRow("/World/G0");
    page.evaluate("document.getElementById('tree').focus()");
    key("ArrowDown", "ArrowDown");
    page.press("*");
    key("End");
    awaitTrue("document.querySelector('.bed').offsetHeight >= 10101 * 28");
    key("End");
    awaitRow("/World/G99/P99");
    assertThat(page.evaluate("document.querySelectorAll('.row').length").asInt()).isLessThan(80);
    double millis =
        page.evaluate(
                "(() => { const t = document.getElementById('tree'); const from = performance.now();"
                    + " for (let i = 0; i < 100; i++) { t.scrollTop = i * 2000;"
                    + " t.dispatchEvent(new Event('scroll')); }"
                    + " return (performance.now() - from) / 100; })()")
            .asDouble();
    System.out.println("PanelsIT: one scroll through 10 101 rows takes " + millis + " ms");
    assertThat(millis).isLessThan(100);
  }

  @Test
  void thoseThatDoNotFitIntoAMessageAreThereOnRequest() throws Exception {
    open(
        "?panels=stage",
        "fake.plant([['/World', 'xform'],"
            + " ...Array.from({ length: 1100 }, (_, p) => ['/World/P' + p, 'geom'])]);");
    awaitRow("/World/P0");
    page.evaluate("document.getElementById('tree').focus()");
    key("End");
    assertThat(page.evaluate(ROWS).toString()).contains("Show more; 600 are not listed yet");
    key("Enter");
    awaitTrue("document.querySelector('.bed').offsetHeight >= 1001 * 28");
    assertThat(page.evaluate(ACTIVE).asString()).isEqualTo("/World/P500");
    assertThat(page.evaluate("document.querySelector('.active').ariaPosInSet").asString())
        .isEqualTo("501");
    key("End", "Enter");
    awaitTrue("document.querySelector('.bed').offsetHeight === 1101 * 28");
    key("End");
    assertThat(page.evaluate(ACTIVE).asString()).isEqualTo("/World/P1099");
    assertThat(page.evaluate("document.querySelector('.active').ariaSetSize").asString())
        .isEqualTo("1100");
    assertThat(sent("getChildrenRequest").toString())
        .isEqualTo(
            "[{\"prim_path\":\"/World\",\"start\":500},"
                + "{\"prim_path\":\"/World\",\"start\":1000}]");
    assertThat(sent("selectPrimsRequest")).isEmpty();
  }

  @Test
  void aStageThatWasLoadedAnewIsAskedForWhatIsUnfolded() throws Exception {
    open("?panels=stage");
    awaitRow("/World/Robot");
    page.evaluate("fake.select(['/World/Robot/Turntable/Disc'])");
    awaitRow("/World/Robot/Turntable/Disc");
    page.evaluate(
        "fake.sent.length = 0; fake.plant(fakePrims.filter(([p]) => !p.endsWith('Disc')));"
            + " fake.say('getChildrenResult', { prim_path: '/World', children: [{ name: 'Robot',"
            + " path: '/World/Robot', type: 'xform', children: true }] })");
    awaitTrue("document.querySelector('[data-path$=Disc]') === null");
    awaitRow("/World/Robot/Turntable/Cheeks");
    assertThat(sent("getChildrenRequest").toString())
        .isEqualTo("[{\"prim_path\":\"/World/Robot\"},{\"prim_path\":\"/World/Robot/Turntable\"}]");
    assertThat(page.evaluate(ROWS).size()).as("the others are gone").isLessThan(20);
  }

  @Test
  void onlyAPersonOpensAStageAndAFailureIsNamedWhileTheOldOneStays() throws Exception {
    open("?panels=stage");
    awaitRow("/World/Robot");
    assertThat(sent("openStageRequest")).isEmpty();
    page.evaluate("document.getElementById('scenes').open = true");
    page.evaluate("document.querySelector('[data-url=\"broken.usda\"]').click()");
    awaitTrue("document.querySelector('.alert') !== null");
    assertThat(page.evaluate("document.querySelectorAll('.alert').length").asInt()).isOne();
    assertThat(page.evaluate("document.querySelector('.alert').innerText").asString())
        .contains(
            "broken.usda was not opened",
            "Correct the file",
            "broken.usda:12",
            "workshop.usda stays",
            "stage.invalid");
    assertThat(page.evaluate("document.getElementById('scene-name').textContent").asString())
        .isEqualTo("workshop.usda");
    page.evaluate("document.querySelector('[data-url=\"sets/kitchen.usd\"]').click()");
    awaitTrue("!document.getElementById('banner').hidden");
    awaitTrue("document.getElementById('banner').innerText.includes('reading meshes · 43 %')");
    page.evaluate("document.getElementById('banner-stop').click()");
    awaitTrue("document.getElementById('banner').hidden");
    assertThat(sent("openStageRequest").toString())
        .isEqualTo(
            "[{\"url\":\"broken.usda\"},{\"url\":\"sets/kitchen.usd\"},{\"url\":\"workshop.usda\"}]");
  }

  @Test
  void anErrorIsShownForItsOwnTimeAndNotForThatOfAFormerOne() throws Exception {
    open("", TIMERS);
    awaitTrue("!document.querySelector('#tools [data-command=stage]').hidden");
    String shown = "[...document.querySelectorAll('.alert strong')].map((e) => e.textContent)";
    // The page has other things that it does after twelve seconds.
    page.evaluate("timers[12000] = []");
    page.evaluate("fake.say('viewerError', { code: 'a.first', message: 'The first.' })");
    page.evaluate("document.querySelector('.alert button').click()");
    assertThat(page.evaluate(shown)).as("put away").isEmpty();
    page.evaluate("fake.say('viewerError', { code: 'a.second', message: 'The second.' })");
    assertThat(page.evaluate("timers[12000].length").asInt()).isEqualTo(2);
    page.evaluate("timers[12000][0]()");
    assertThat(page.evaluate(shown).toString()).isEqualTo("[\"The second.\"]");
    page.evaluate("timers[12000][1]()");
    assertThat(page.evaluate(shown)).as("after its own time").isEmpty();
  }

  @Test
  void theViewFollowsWhatTheServerSays() throws Exception {
    open(BOTH);
    awaitTrue("document.querySelector('#output select')?.options.length === 6");
    choose("#output select", "DepthSD");
    awaitTrue("fake.state.aov === 'DepthSD'");
    choose("#output select", "InstanceSegmentationSD");
    awaitTrue("document.querySelector('#output .reason').innerText.includes('No converter')");
    assertThat(page.evaluate("document.querySelector('#output select').value").asString())
        .as("what is shown")
        .isEqualTo("LdrColor");
    choose("#camera select", "/World/Cameras/Bench");
    awaitTrue("fake.state.camera === '/World/Cameras/Bench'");
    page.evaluate("fake.say('camera_changed', { activeCamera: '__orbit__' })");
    awaitTrue("document.querySelector('#camera select').value === '__orbit__'");
    page.evaluate(
        "fake.say('camera_list', { cameras: [{ path: '/C', name: 'C' }], activeCamera: '/C' })");
    awaitTrue("document.querySelector('#camera .field').hidden");
    choose("#rendering select", "linear");
    awaitTrue("fake.state.settings.toneMapping === 'linear'");
    choose("#rendering input", "1.5");
    awaitTrue("fake.state.settings.exposure === 1.5");
    page.evaluate("fake.select(['/World'])");
    awaitTrue("document.querySelector('#variants select')?.value === 'red'");
    choose("#variants select", "blue");
    awaitTrue("document.querySelector('#variants select').value === 'blue'");
    page.evaluate("fake.select(['/World/Robot', '/World/Boxes'])");
    awaitTrue("document.getElementById('selected-name').textContent === 'Boxes'");
    page.press(".");
    page.press("h");
    assertThat(sent("fitCameraRequest").toString())
        .isEqualTo("[{\"paths\":[\"/World/Robot\",\"/World/Boxes\"]},{\"paths\":[\"/World\"]}]");
  }

  @Test
  void timeIsThereWhereSomethingMoves() throws Exception {
    open("");
    awaitTrue("!document.getElementById('timeline').hidden");
    page.press("k");
    awaitTrue("fake.state.timeline.playing");
    awaitTrue("Number(document.getElementById('timeline-time').value) > 70");
    choose("#timeline-speed", "2");
    awaitTrue("fake.state.timeline.speed === 2");
    page.evaluate(
        "(() => { const s = document.getElementById('timeline-time'); s.value = 12;"
            + " s.dispatchEvent(new Event('input')); s.dispatchEvent(new Event('change')); })()");
    awaitTrue("fake.state.timeline.time_code === 12");
    assertThat(page.evaluate(PRESSES).toString())
        .as("after a press of the right button, while it is dragged, after a press in one place")
        .isEqualTo("[100,100,120]");
    page.evaluate("fake.say('timelineState', { ...fake.state.timeline, animated: false })");
    awaitTrue("document.getElementById('timeline').hidden");
  }

  @Test
  void theTimeIsWhereTheSliderIsLetGo() throws Exception {
    open("");
    awaitTrue("!document.getElementById('timeline').hidden");
    JsonNode slider =
        page.evaluate(
            "(() => { const r = document.getElementById('timeline-time').getBoundingClientRect();"
                + " return { left: r.x, middle: r.y + r.height / 2, width: r.width }; })()");
    double left = slider.path("left").asDouble();
    double y = slider.path("middle").asDouble();
    double width = slider.path("width").asDouble();
    page.mouse("mouseMoved", left + 0.1 * width, y, "none", 0);
    page.mouse("mousePressed", left + 0.1 * width, y, "left", 1);
    page.mouse("mouseMoved", left + 0.5 * width, y, "left", 1);
    // At once: the slider says so less often than it is moved.
    page.mouse("mouseMoved", left + 0.75 * width, y - 100, "left", 1);
    page.mouse("mouseReleased", left + 0.75 * width, y - 100, "left", 0);
    awaitTrue("fake.state.timeline.time_code > 150");
    assertThat(
            page.evaluate(
                    "(() => { fake.say('timelineState', { ...fake.state.timeline, time_code: 30 });"
                        + " return Number(document.getElementById('timeline-time').value); })()")
                .asInt())
        .as("nobody holds it")
        .isEqualTo(30);
  }

  @Test
  void theServerIsToldWhereThePointerIs() throws Exception {
    open("?panels=stage");
    awaitRow("/World/Robot");
    pointAt("#stage");
    awaitTrue("fake.sent.at(-1).event === 'setViewportInputActive'");
    pointAt("#picture");
    await()
        .untilAsserted(() ->
            assertThat(sent("setViewportInputActive").toString())
                .isEqualTo("[{\"active\":false},{\"active\":true}]"));
    page.evaluate("document.getElementById('tree').focus({ focusVisible: true })");
    await()
        .untilAsserted(() ->
            assertThat(sent("setViewportInputActive").size()).as("focus by key").isEqualTo(3));
    // The pointer has been there all the time.
    page.evaluate(
        "document.getElementById('picture').dispatchEvent("
            + "new PointerEvent('pointerdown', { bubbles: true }))");
    await()
        .untilAsserted(
            () -> assertThat(sent("setViewportInputActive").size()).as("pressed").isEqualTo(4));
  }

  @Test
  void aNewConnectionIsToldWhatMattersAndOpensNothing() throws Exception {
    open("?panels=stage");
    awaitRow("/World/Robot");
    page.evaluate("fake.select(['/World/Robot/Turntable'])");
    awaitRow("/World/Robot/Turntable");
    pointAt("#stage");
    awaitTrue("fake.sent.at(-1).event === 'setViewportInputActive'");
    page.evaluate("fake.sent.length = 0; fake.close()");
    awaitTrue("window.oriel.state === 'reconnecting'");
    awaitTrue("window.oriel.state === 'live'");
    awaitTrue("fake.sent.some((m) => m.event === 'getChildrenRequest')");
    // Known only once the page is seen through its notice again.
    await()
        .untilAsserted(() ->
            assertThat(sent("setViewportInputActive").toString())
                .isEqualTo("[{\"active\":false}]"));
    assertThat(sent("openStageRequest")).isEmpty();
    assertThat(page.evaluate(SELECTED).toString()).isEqualTo("[\"/World/Robot/Turntable\"]");
  }

  @Test
  void aServerWithoutMessagesIsSeenAsBefore() throws Exception {
    open(BOTH, "fake.silent = true;");
    awaitTrue("fake.sent.length > 0");
    assertThat(sent("getCapabilities")).hasSize(1);
    // What would be shown comes within a blink after the capabilities.
    await().during(Duration.ofSeconds(3)).until(this::isAsBefore);
    assertThat(page.evaluate("fake.sent.length").asInt()).isOne();
  }

  @Test
  void aServerThatSaysLateWhatItOffersIsTakenAtItsWord() throws Exception {
    open(BOTH, TIMERS + "fake.silent = true;");
    awaitTrue("fake.sent.length > 0");
    page.evaluate(
        "fake.say('openStageResult', { url: 'workshop.usda', result: 'success',"
            + " root_prim_path: '/World' });"
            + " fake.say('loadingStateResponse', { url: 'sets/hall.usd', loading_state: 'busy' });"
            + " fake.say('timelineState', fake.state.timeline);");
    // The page has waited long enough.
    page.evaluate("timers[2000].at(-1)()");
    assertThat(page.evaluate("document.getElementById('timeline').hidden").asBoolean()).isTrue();
    page.evaluate("fake.answer('getCapabilities')");
    awaitTrue("!document.getElementById('timeline').hidden");
    awaitTrue("!document.getElementById('stage').hidden");
    assertThat(page.evaluate("document.getElementById('scene-name').textContent").asString())
        .isEqualTo("workshop.usda");
    assertThat(page.evaluate("document.getElementById('banner-title').textContent").asString())
        .isEqualTo("Loading hall.usd");
  }

  @Test
  void aLoadThatEndedWhileNothingWasConnectedIsNotShownAnyMore() throws Exception {
    open("");
    awaitTrue("!document.getElementById('timeline').hidden");
    page.evaluate(
        "fake.say('loadingStateResponse', { url: 'sets/hall.usd', loading_state: 'busy' })");
    awaitTrue("!document.getElementById('banner').hidden");
    page.evaluate("fake.silent = true; fake.sent.length = 0; fake.close()");
    awaitTrue("fake.sent.length > 0 && window.oriel.state === 'live'");
    assertThat(page.evaluate("document.getElementById('banner').hidden").asBoolean()).isTrue();
  }

  private boolean isAsBefore() {
    return page.evaluate(
            "['stage', 'inspector', 'timeline', 'banner'].every((id) =>"
                + " document.getElementById(id).hidden)"
                + " && document.querySelectorAll('#tools > :not([hidden])').length === 5")
        .asBoolean();
  }
}
