package io.oriel.navigation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import io.oriel.api.error.ErrorCode;
import io.oriel.api.error.OrielException;
import io.oriel.api.error.Problem;
import io.oriel.api.geometry.Bounds;
import io.oriel.api.geometry.Vector3;
import io.oriel.api.input.InputEvent;
import io.oriel.api.message.MessageHandler;
import io.oriel.api.message.ServerMessage;
import io.oriel.api.security.Role;
import io.oriel.api.stream.Stream;
import io.oriel.tck.FakeReply;
import io.oriel.tck.FakeViewer;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What messages about the camera do and what is answered. */
class MessagesTest {
  private final FakeStream stream = new FakeStream();
  private final FakeSelection selection = new FakeSelection();
  private final FakeViewer ada = new FakeViewer("ada");
  private final FakeReply reply = new FakeReply(ada);
  private final List<ServerMessage> sent = reply.sent();
  private final List<ServerMessage> broadcast = reply.broadcast();
  private final List<Problem> failed = reply.failures();
  private Navigation navigation;

  @BeforeEach
  void begin() {
    navigation = new Navigation(config(false), new FakeClock());
    navigation.bindStream(stream.control);
    navigation.bindSelection(selection, Map.of(Stream.STREAM, "main"));
  }

  @AfterEach
  void end() {
    navigation.stop();
  }

  /** The defaults, but for one. */
  private static NavigationConfig config(boolean mouseInput) {
    return (NavigationConfig)
        Proxy.newProxyInstance(
            MessagesTest.class.getClassLoader(),
            new Class<?>[] {NavigationConfig.class},
            (proxy, method, args) ->
                method.getName().equals("mouseInput") ? mouseInput : method.getDefaultValue());
  }

  private <P extends Record> ErrorCode refusal(MessageHandler<P> handler, P request) {
    return catchThrowableOfType(OrielException.class, () -> handler.handle(request, reply)).code();
  }

  private CameraState state() {
    return (CameraState) broadcast.getLast();
  }

  private static CameraCommand.Request command(String command, Double dx, Double dy, Double delta) {
    return new CameraCommand.Request(command, dx, dy, delta, null);
  }

  @Test
  void aNewcomerHearsOfTheCameras() {
    new CameraGreeting(navigation).greet(reply);
    assertThat(sent)
        .containsExactly(new CameraList(List.of(), "__orbit__", 1), new CameraChanged("__orbit__"));
    assertThat(sent)
        .extracting(ServerMessage::event)
        .containsExactly("camera_list", "camera_changed");
  }

  @Test
  void aCameraThatIsChosenIsToldToAll() throws Exception {
    new SetCamera(navigation).handle(new SetCamera.Request("__orbit__"), reply);
    assertThat(broadcast).containsExactly(new CameraChanged("__orbit__"));
    assertThat(refusal(new SetCamera(navigation), new SetCamera.Request(null)))
        .isEqualTo(ErrorCode.MALFORMED);
    assertThat(refusal(new SetCamera(navigation), new SetCamera.Request("/C")))
        .isEqualTo(ErrorCode.NOT_FOUND);
  }

  @ParameterizedTest
  @CsvSource({
    "orbit, 100, 0, , -47.942553860420304, 0, 87.75825618903727",
    "pan, 30, 20, , -6, 4, 100",
    "dolly, , , 1, 0, 0, 110.51709180756477",
    "dolly, , , , 0, 0, 100",
    "right, , , , 100, 0, 0",
    "top, , , , 0, 100, 0"
  })
  void commandsSteerAsHandsDo(
      String command, Double dx, Double dy, Double delta, double x, double y, double z)
      throws Exception {
    new CameraCommand(navigation).handle(command(command, dx, dy, delta), reply);
    assertThat(stream.eye().minus(new Vector3(x, y, z)).length()).isCloseTo(0, within(1e-9));
    assertThat(state().event()).isEqualTo("cameraStateChanged");
    assertThat(state().eye().get(2)).isCloseTo(z, within(1e-9));
    assertThat(state().mode()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"home", "reset"})
  void commandsLeadHome(String command) throws Exception {
    new CameraCommand(navigation).handle(command("orbit", 100.0, 0.0, null), reply);
    new CameraCommand(navigation).handle(command(command, null, null, null), reply);
    assertThat(stream.view.camera()).isEmpty();
    assertThat(state().eye()).containsExactly(0.0, 0.0, 100.0);
  }

  @Test
  void commandsThatAreNoneAndAmountsThatNobodyMeansAreErrors() {
    CameraCommand handler = new CameraCommand(navigation);
    assertThat(refusal(handler, command(null, null, null, null))).isEqualTo(ErrorCode.MALFORMED);
    assertThat(refusal(handler, command("jump", null, null, null)))
        .isEqualTo(ErrorCode.UNSUPPORTED);
    for (double amount : new double[] {Double.NaN, Double.POSITIVE_INFINITY, -1e5}) {
      assertThat(refusal(handler, command("orbit", amount, 0.0, null)))
          .isEqualTo(ErrorCode.MALFORMED);
      assertThat(refusal(handler, command("pan", 0.0, amount, null)))
          .isEqualTo(ErrorCode.MALFORMED);
      assertThat(refusal(handler, command("dolly", null, null, amount)))
          .isEqualTo(ErrorCode.MALFORMED);
    }
    assertThat(stream.view.camera()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"viewer, orbit", "dcc, select", "fly, fly"})
  void aModeIsTheViewersOwn(String mode, String tool) throws Exception {
    new CameraCommand(navigation)
        .handle(new CameraCommand.Request("mode", null, null, null, mode), reply);
    new SetCameraGizmo(navigation).handle(new SetCameraGizmo.Request(mode), reply);
    assertThat(broadcast).isEmpty();
    assertThat(sent)
        .hasSize(2)
        .allSatisfy(message -> {
          assertThat(((CameraState) message).mode()).contains(mode);
          assertThat(((CameraState) message).tool()).contains(tool);
        });
  }

  @Test
  void modesThatAreNoneAreUnsupported() {
    assertThat(refusal(new SetCameraGizmo(navigation), new SetCameraGizmo.Request("cube")))
        .isEqualTo(ErrorCode.UNSUPPORTED);
    assertThat(refusal(new SetCameraGizmo(navigation), new SetCameraGizmo.Request(null)))
        .isEqualTo(ErrorCode.UNSUPPORTED);
  }

  @Test
  void aToolIsTheViewersOwnAndManipulatorsAreRefusedWithTheReason() throws Exception {
    SetActiveTool handler = new SetActiveTool(navigation);
    handler.handle(new SetActiveTool.Request("pan"), reply);
    assertThat(((CameraState) sent.getLast()).tool()).contains("pan");
    assertThat(navigation.of(ada).of(ada).tool()).isEqualTo(Tool.PAN);
    assertThat(navigation.of(ada).of(new FakeViewer("bob")).tool()).isEqualTo(Tool.ORBIT);
    OrielException refused =
        catchThrowableOfType(
            OrielException.class, () -> handler.handle(new SetActiveTool.Request("rotate"), reply));
    assertThat(refused.code()).isEqualTo(ErrorCode.UNSUPPORTED);
    assertThat(refused).hasMessage("stages are shown, not edited: there is no tool rotate");
    assertThat(refusal(handler, new SetActiveTool.Request("dig"))).isEqualTo(ErrorCode.UNSUPPORTED);
    assertThat(refusal(handler, new SetActiveTool.Request(null))).isEqualTo(ErrorCode.MALFORMED);
  }

  @Test
  void fittingTakesThePrimsThatAreNamedElseTheSelectionElseEverything() throws Exception {
    stream.drawn.put("/A", new Bounds(new Vector3(4, 4, 4), new Vector3(6, 6, 6)));
    stream.drawn.put("/B", new Bounds(new Vector3(-6, 4, 4), new Vector3(-4, 6, 6)));
    assertThat(fitted(null, "/A", null)).containsExactly(5.0, 5.0, 5.0);
    assertThat(fitted("/B", null, null)).containsExactly(-5.0, 5.0, 5.0);
    assertThat(fitted(null, null, List.of("/A", "/Nobody", "/B"))).containsExactly(0.0, 5.0, 5.0);
    selection.selected = List.of("/A");
    assertThat(fitted(null, null, null)).containsExactly(5.0, 5.0, 5.0);
    selection.selected = List.of();
    assertThat(fitted(null, null, List.of())).containsExactly(0.0, 0.0, 0.0);
  }

  /** What the camera turns about when the answer has come. */
  private List<Double> fitted(String target, String prim, List<String> paths) throws Exception {
    broadcast.clear();
    new FitCamera(navigation).handle(new FitCamera.Request(target, prim, paths), reply);
    await().until(() -> !broadcast.isEmpty());
    return state().target();
  }

  @Test
  void whatIsNotThereOrNotDrawnCannotBeFitted() throws Exception {
    stream.drawn.put("/Empty", Bounds.EMPTY);
    FitCamera handler = new FitCamera(navigation);
    handler.handle(new FitCamera.Request(null, "/Nobody", null), reply);
    await().untilAsserted(() -> assertThat(failed).hasSize(1));
    handler.handle(new FitCamera.Request(null, "/Empty", null), reply);
    await()
        .untilAsserted(() ->
            assertThat(failed)
                .containsExactly(
                    new Problem(ErrorCode.NOT_FOUND, "the stage has no prim /Nobody"),
                    new Problem(ErrorCode.NOT_FOUND, "nothing is drawn of /Empty")));
    assertThat(broadcast).isEmpty();
    assertThat(stream.view.camera()).isEmpty();
  }

  @Test
  void ofManyFitsTheNewestIsDoneAndNobodyWaitsForIt() throws Exception {
    CountDownLatch measuring = new CountDownLatch(1);
    CountDownLatch measured = new CountDownLatch(1);
    AtomicInteger measurements = new AtomicInteger();
    stream.drawn.put("/A", new Bounds(new Vector3(4, 4, 4), new Vector3(6, 6, 6)));
    selection.selected = List.of("/A");
    stream.onBounds =
        () -> {
          measurements.incrementAndGet();
          measuring.countDown();
          measured.await();
        };
    InputEvent fit = new InputEvent.Key("KeyF", true, 0);
    navigation.onInput(ada, fit);
    measuring.await();
    FitCamera handler = new FitCamera(navigation);
    for (int i = 0; i < 20; i++) {
      navigation.onInput(ada, fit);
      handler.handle(new FitCamera.Request(null, "/A", null), reply);
    }
    assertThat(failed).hasSize(19).extracting(Problem::code).containsOnly(ErrorCode.SUPERSEDED);
    navigation.onInput(ada, new InputEvent.Wheel(1, 1, 0, 1, 0));
    assertThat(stream.view.camera()).as("steered meanwhile").isPresent();
    measured.countDown();
    await().until(() -> !broadcast.isEmpty());
    assertThat(state().target()).containsExactly(5.0, 5.0, 5.0);
    assertThat(measurements).hasValue(2);
    assertThat(failed).hasSize(19);
  }

  @Test
  void whatWasMeasuredInAnotherStageIsNotFitted() throws Exception {
    stream.drawn.put("/A", new Bounds(new Vector3(4, 4, 4), new Vector3(6, 6, 6)));
    stream.onBounds = stream::open;
    new FitCamera(navigation).handle(new FitCamera.Request(null, "/A", null), reply);
    await().until(() -> !failed.isEmpty());
    assertThat(failed).extracting(Problem::code).containsExactly(ErrorCode.SUPERSEDED);
    assertThat(stream.view.camera()).isEmpty();
    assertThat(broadcast).isEmpty();
  }

  @Test
  void inputIsTurnedOffAndOn() throws Exception {
    SetViewportInputActive handler = new SetViewportInputActive(navigation);
    handler.handle(new SetViewportInputActive.Request(false), reply);
    navigation.onInput(ada, new InputEvent.Wheel(1, 1, 0, 1, 0));
    assertThat(stream.view.camera()).isEmpty();
    handler.handle(new SetViewportInputActive.Request(true), reply);
    navigation.onInput(ada, new InputEvent.Wheel(1, 1, 0, 1, 0));
    assertThat(stream.view.camera()).isPresent();
    assertThat(refusal(handler, new SetViewportInputActive.Request(null)))
        .isEqualTo(ErrorCode.MALFORMED);
  }

  @Test
  void aSpectatorDoesNotSteer() {
    navigation.onInput(
        new FakeViewer("eve", "main", Role.SPECTATOR), new InputEvent.Wheel(1, 1, 0, 1, 0));
    assertThat(stream.view.camera()).isEmpty();
    assertThat(navigation.counters())
        .filteredOn(reading -> reading.descriptor() == NavigationCounter.INPUT_IGNORED)
        .singleElement()
        .satisfies(reading -> assertThat(reading.value()).isEqualTo(1));
  }

  private static MouseInput.Request mouse(
      String kind, Double x, Double y, Integer button, Boolean down, Double deltaY) {
    return new MouseInput.Request(kind, x, y, button, down, deltaY, null);
  }

  @Test
  void theMouseInMessagesIsRefusedUnlessItIsTurnedOn() throws Exception {
    MouseInput handler = new MouseInput(navigation);
    MouseInput.Request wheel = mouse("mouse_wheel", 1.0, 1.0, null, null, 1.0);
    assertThat(refusal(handler, wheel)).isEqualTo(ErrorCode.UNSUPPORTED);
    navigation.configure(config(true));
    handler.handle(wheel, reply);
    assertThat(stream.eye().z()).isCloseTo(100 * Math.exp(0.1), within(1e-9));
    handler.handle(mouse("mouse_button", 1.0, 1.0, 0, true, null), reply);
    handler.handle(mouse("mouse_move", 2.0, 2.0, null, null, null), reply);
    handler.handle(mouse("mouse_button", 2.0, 2.0, 0, false, null), reply);
    assertThat(selection.picks()).containsExactly("click 2.0 2.0 REPLACE");
    navigation.onInput(ada, new InputEvent.PointerMoved(1, 1, 0));
    assertThat(refusal(handler, wheel)).isEqualTo(ErrorCode.UNSUPPORTED);
  }

  @Test
  void aSelectionOfHigherRankingIsAskedWhileItIsThere() throws Exception {
    FakeSelection better = new FakeSelection();
    navigation.configure(config(true));
    navigation.bindSelection(better, Map.of(Stream.STREAM, "main", "service.ranking", 5));
    click(2);
    navigation.unbindSelection(better, Map.of(Stream.STREAM, "main"));
    click(3);
    assertThat(better.picks()).containsExactly("click 2.0 2.0 REPLACE");
    assertThat(selection.picks()).containsExactly("click 3.0 3.0 REPLACE");
  }

  private void click(double place) throws Exception {
    MouseInput handler = new MouseInput(navigation);
    handler.handle(mouse("mouse_button", place, place, 0, true, null), reply);
    handler.handle(mouse("mouse_button", place, place, 0, false, null), reply);
  }

  @Test
  void aMouseInMessagesThatIsNoneIsMalformed() {
    navigation.configure(config(true));
    MouseInput handler = new MouseInput(navigation);
    for (MouseInput.Request request :
        List.of(
            mouse(null, 1.0, 1.0, null, null, null),
            mouse("mouse_dance", 1.0, 1.0, null, null, null),
            mouse("mouse_move", null, 1.0, null, null, null),
            mouse("mouse_move", 1000.0, 1.0, null, null, null),
            mouse("mouse_move", 1.0, -1.0, null, null, null),
            mouse("mouse_move", Double.NaN, 1.0, null, null, null),
            mouse("mouse_button", 1.0, 1.0, 3, true, null),
            mouse("mouse_button", 1.0, 1.0, null, true, null),
            mouse("mouse_button", 1.0, 1.0, 0, null, null),
            mouse("mouse_wheel", 1.0, 1.0, null, null, null))) {
      assertThat(refusal(handler, request)).as("%s", request).isEqualTo(ErrorCode.MALFORMED);
    }
  }

  @Test
  void aViewerOfAStreamThatHasEndedIsToldSo() {
    navigation.unbindStream(stream.control);
    assertThat(refusal(new SetCamera(navigation), new SetCamera.Request("__orbit__")))
        .isEqualTo(ErrorCode.STREAM_ENDED);
    navigation.onInput(ada, new InputEvent.Wheel(1, 1, 0, 1, 0));
    navigation.onClosed(ada);
  }
}
