package io.oriel.viewers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.oriel.api.error.ErrorCode;
import io.oriel.api.error.OrielException;
import io.oriel.api.error.Problem;
import io.oriel.api.input.InputEvent;
import io.oriel.api.input.InputHandler;
import io.oriel.api.message.MessageDispatcher;
import io.oriel.api.metrics.CounterSet;
import io.oriel.api.security.Credentials;
import io.oriel.api.security.Principal;
import io.oriel.api.security.Role;
import io.oriel.api.stream.Stream;
import io.oriel.api.swap.Offers;
import io.oriel.api.swap.ServiceUse;
import io.oriel.api.swap.ServiceUse.State;
import io.oriel.api.transport.Viewer;
import io.oriel.api.transport.ViewerRequest;
import io.oriel.tck.FakeStream;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LobbyTest {
  private static final Problem BYE = new Problem(ErrorCode.VIEWER_GONE, "");

  private final CounterSet<ViewerCounter> counters =
      new CounterSet<>(ViewerCounter.class, Map.of());
  private final StreamDirectory streams = new StreamDirectory();
  private final Conversation conversation = new Conversation(counters);
  private final Lobby lobby =
      new Lobby(2, streams, conversation, counters, new HandClock(System::nanoTime));
  private final FakeStream main = new FakeStream("main");

  private Session enter(FakeLink link) throws OrielException {
    return lobby.admit(ViewerRequest.of("fake", "main", link).build());
  }

  private ErrorCode refusal(ViewerRequest request) {
    return catchThrowableOfType(OrielException.class, () -> lobby.admit(request)).code();
  }

  private static ViewerRequest request(String stream) {
    return ViewerRequest.of("fake", stream, new FakeLink()).build();
  }

  @Test
  void listsThoseInsideInTheOrderTheyCame() throws OrielException {
    streams.add(main);
    Session first = enter(new FakeLink());
    Session second = enter(new FakeLink());
    assertThat(lobby.all()).containsExactly(first, second);
    first.leave(BYE);
    first.leave(BYE);
    assertThat(lobby.all()).containsExactly(second);
    assertThat(counters.get(ViewerCounter.LEFT)).isEqualTo(1);
  }

  @Test
  void refusesInWordsWhatIsNotThereOrNotReady() throws OrielException {
    assertThat(refusal(request("main"))).isEqualTo(ErrorCode.STREAM_NOT_READY);
    streams.add(main);
    assertThat(refusal(request("other"))).isEqualTo(ErrorCode.STREAM_UNKNOWN);
    main.ready(false);
    assertThat(refusal(request("main"))).isEqualTo(ErrorCode.STREAM_NOT_READY);
    main.ready(true);
    enter(new FakeLink());
    enter(new FakeLink());
    assertThat(refusal(request("main"))).isEqualTo(ErrorCode.VIEWER_LIMIT);
    lobby.close();
    assertThat(refusal(request("main"))).isEqualTo(ErrorCode.SERVER_STOPPING);
    assertThat(counters.get(ViewerCounter.REFUSED)).isEqualTo(5);
  }

  @Test
  void asksTheAuthenticatorBeforeItTellsAnything() throws OrielException {
    Principal ada = new Principal("ada", Role.SPECTATOR);
    lobby
        .authenticators()
        .add(
            (credentials, stream) -> {
              if (credentials.token().equals("secret")) {
                return ada;
              }
              throw new OrielException(ErrorCode.AUTHENTICATION_FAILED, "");
            },
            Map.of());
    assertThat(refusal(request("unknown"))).isEqualTo(ErrorCode.AUTHENTICATION_FAILED);
    streams.add(main);
    Session session =
        lobby.admit(
            ViewerRequest.of("fake", "main", new FakeLink())
                .credentials(new Credentials("secret"))
                .build());
    assertThat(session.principal()).isEqualTo(ada);
    assertThat(new Credentials("secret").toString()).doesNotContain("secret");
  }

  @Test
  void tellsTheViewersOfAnEndedStreamAndNoOthers() throws OrielException {
    streams.add(main);
    streams.add(new FakeStream("other"));
    FakeLink watching = new FakeLink();
    FakeLink elsewhere = new FakeLink();
    enter(watching);
    lobby.admit(ViewerRequest.of("fake", "other", elsewhere).build());
    lobby.endStream("main");
    assertThat(watching.closed).extracting(Problem::code).containsExactly(ErrorCode.STREAM_ENDED);
    assertThat(elsewhere.closed).isEmpty();
  }

  @Test
  void handsMessagesOverInOrder() throws OrielException {
    List<String> heard = new CopyOnWriteArrayList<>();
    conversation.dispatchers().add(new FakeDispatcher(heard), Map.of());
    streams.add(main);
    Session session = enter(new FakeLink());
    session.opened();
    List<String> expected = new ArrayList<>(List.of("opened"));
    for (int i = 0; i < 100; i++) {
      session.received("m" + i);
      expected.add("m" + i);
    }
    await().untilAsserted(() -> assertThat(heard).isEqualTo(expected));
  }

  @Test
  void saysLastThatAViewerHasLeftAndNothingOfItAfterwards() throws Exception {
    CountDownLatch handling = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    List<String> heard = new CopyOnWriteArrayList<>();
    conversation
        .dispatchers()
        .add(
            new FakeDispatcher(heard) {
              @Override
              public void onText(Viewer viewer, String text) {
                handling.countDown();
                awaitUninterruptibly(release);
                super.onText(viewer, text);
              }
            },
            Map.of());
    streams.add(main);
    Session session = enter(new FakeLink());
    session.opened();
    session.received("under way");
    session.received("waiting");
    handling.await();
    session.leave(BYE);
    session.received("late");
    release.countDown();
    await().untilAsserted(() -> assertThat(heard).containsExactly("opened", "under way", "closed"));
  }

  @Test
  void introducesThoseWhoAreOpenToAnotherDispatcher() throws Exception {
    streams.add(main);
    List<String> first = new CopyOnWriteArrayList<>();
    FakeDispatcher former = new FakeDispatcher(first);
    lobby.changeDispatchers(dispatchers -> dispatchers.add(former, Map.of()));
    enter(new FakeLink()).opened();
    enter(new FakeLink());
    await().untilAsserted(() -> assertThat(first).containsExactly("opened"));

    List<String> better = new CopyOnWriteArrayList<>();
    FakeDispatcher next = new FakeDispatcher(better);
    lobby.changeDispatchers(dispatchers -> dispatchers.add(next, Map.of("service.ranking", 1)));
    await().untilAsserted(() -> assertThat(better).containsExactly("opened"));
    lobby.changeDispatchers(dispatchers -> dispatchers.remove(next));
    await().untilAsserted(() -> assertThat(first).containsExactly("opened", "opened"));
  }

  @Test
  void nobodyIsLetInToAStreamThatEndsMeanwhile() {
    Stream ending =
        (Stream)
            Proxy.newProxyInstance(
                Stream.class.getClassLoader(),
                new Class<?>[] {Stream.class},
                (proxy, method, arguments) -> {
                  switch (method.getName()) {
                    case "equals" -> {
                      return proxy == arguments[0];
                    }
                    case "status" -> {
                      streams.remove((Stream) proxy);
                      lobby.endStream("main");
                    }
                    default -> {
                      // As the other stream does it.
                    }
                  }
                  return method.invoke(main, arguments);
                });
    streams.add(ending);
    assertThat(refusal(request("main"))).isEqualTo(ErrorCode.STREAM_ENDED);
    assertThat(lobby.all()).isEmpty();
    assertThat(counters.get(ViewerCounter.LEFT)).isEqualTo(counters.get(ViewerCounter.ADMITTED));
  }

  @Test
  void whoFloodsIsIntroducedToANewDispatcherAllTheSame() throws Exception {
    CountDownLatch blocked = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    List<String> heard = new CopyOnWriteArrayList<>();
    conversation
        .dispatchers()
        .add(
            new FakeDispatcher(new CopyOnWriteArrayList<>()) {
              @Override
              public void onText(Viewer viewer, String text) {
                blocked.countDown();
                awaitUninterruptibly(release);
              }
            },
            Map.of("service.id", 1L));
    streams.add(main);
    Session flooding = enter(new FakeLink());
    flooding.opened();
    IntStream.range(0, Inbox.CAPACITY + 50).forEach(i -> flooding.received("flood"));
    blocked.await();
    IntStream.range(0, Inbox.CAPACITY).forEach(i -> flooding.received("flood"));
    MessageDispatcher next =
        new FakeDispatcher(new CopyOnWriteArrayList<>()) {
          @Override
          public void onOpened(Viewer viewer) {
            heard.add("opened");
          }
        };
    lobby.changeDispatchers(all -> all.add(next, Map.of("service.id", 2L)));
    release.countDown();
    await().untilAsserted(() -> assertThat(heard).contains("opened"));
  }

  @Test
  void dropsAndCountsWhatAFullInboxCannotTakeAndOthersDoNotNotice() throws Exception {
    CountDownLatch blocked = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    List<String> heard = new CopyOnWriteArrayList<>();
    conversation
        .dispatchers()
        .add(
            new FakeDispatcher(heard) {
              @Override
              public void onText(Viewer viewer, String text) {
                if (text.equals("block")) {
                  blocked.countDown();
                  awaitUninterruptibly(release);
                }
                super.onText(viewer, text);
              }
            },
            Map.of());
    streams.add(main);
    Session flooding = enter(new FakeLink());
    flooding.received("block");
    blocked.await();
    IntStream.range(0, Inbox.CAPACITY + 50).forEach(i -> flooding.received("flood"));
    assertThat(counters.get(ViewerCounter.MESSAGES_DROPPED)).isEqualTo(50);
    enter(new FakeLink()).received("polite");
    await().untilAsserted(() -> assertThat(heard).containsExactly("polite"));
    release.countDown();
    await().untilAsserted(() -> assertThat(heard).hasSizeGreaterThan(Inbox.CAPACITY));
  }

  @Test
  void ofInputHandlersOfOneNameTheBestHearsAndOthersAllDo() throws Exception {
    List<String> heard = new CopyOnWriteArrayList<>();
    InputHandler newer = (viewer, event) -> heard.add("newer");
    conversation
        .inputHandlers()
        .add(
            (viewer, event) -> heard.add("former"),
            Map.of(InputHandler.INPUT, "camera", "service.id", 1L));
    conversation.inputHandlers().add(newer, Map.of(InputHandler.INPUT, "camera", "service.id", 2L));
    conversation
        .inputHandlers()
        .add((viewer, event) -> heard.add("another"), Map.of("service.id", 0L));
    streams.add(main);
    Session session = enter(new FakeLink());
    session.received(pointerAt(1));
    await().untilAsserted(() -> assertThat(heard).containsExactly("newer", "another"));
    conversation.inputHandlers().remove(newer);
    session.received(pointerAt(2));
    await()
        .untilAsserted(
            () -> assertThat(heard).containsExactly("newer", "another", "former", "another"));
  }

  @Test
  void aMoveReplacesTheOneThatWaitsButNeverOvertakesAnythingElse() throws Exception {
    BlockedHandler handler = new BlockedHandler();
    conversation.inputHandlers().add(handler, Map.of());
    streams.add(main);
    Session session = enter(new FakeLink());
    session.received(handler.blocks);
    handler.blocked.await();
    InputEvent press = new InputEvent.PointerButton(3, 0, 0, true, 0);
    InputEvent release = new InputEvent.PointerButton(9, 0, 0, false, 0);
    session.received(pointerAt(1));
    session.received(fingerAt(0, 1));
    session.received(axisAt(32, 0.25));
    session.received(fingerAt(1, 1));
    session.received(axisAt(33, 0.25));
    session.received(pointerAt(2));
    session.received(fingerAt(1, 2));
    session.received(axisAt(32, 0.5));
    session.received(press);
    session.received(pointerAt(4));
    session.received(axisAt(0, 1));
    session.received(axisAt(0, 0));
    session.received(release);
    handler.release.countDown();
    await()
        .untilAsserted(() ->
            assertThat(handler.heard)
                .containsExactly(
                    handler.blocks,
                    pointerAt(2),
                    fingerAt(0, 1),
                    axisAt(32, 0.5),
                    fingerAt(1, 2),
                    axisAt(33, 0.25),
                    press,
                    pointerAt(4),
                    axisAt(0, 1),
                    axisAt(0, 0),
                    release));
    assertThat(counters.get(ViewerCounter.MOVES_REPLACED)).isEqualTo(3);
  }

  @Test
  void noFloodOfMovesDisplacesAButton() throws Exception {
    BlockedHandler handler = new BlockedHandler();
    conversation.inputHandlers().add(handler, Map.of());
    streams.add(main);
    Session session = enter(new FakeLink());
    session.received(handler.blocks);
    handler.blocked.await();
    int presses = 50;
    for (int i = 0; i < presses; i++) {
      for (int move = 0; move < 1000; move++) {
        session.received(pointerAt(move));
        session.received(fingerAt(move % 3, move));
      }
      session.received(new InputEvent.PointerButton(i, 0, 0, i % 2 == 0, 0));
    }
    assertThat(counters.get(ViewerCounter.MESSAGES_DROPPED)).isZero();
    handler.release.countDown();
    await()
        .untilAsserted(() ->
            assertThat(handler.heard)
                .filteredOn(InputEvent.PointerButton.class::isInstance)
                .hasSize(presses));
  }

  @Test
  void aFloodIsHandledAtItsPaceLosesNoReleaseAndOthersDoNotNotice() throws Exception {
    AtomicLong now = new AtomicLong();
    Lobby paced = new Lobby(2, streams, conversation, counters, new HandClock(now::get));
    List<InputEvent> heard = new CopyOnWriteArrayList<>();
    conversation.inputHandlers().add((viewer, event) -> heard.add(event), Map.of());
    streams.add(main);
    Session flooding = paced.admit(request("main"));
    InputEvent turn = new InputEvent.Wheel(0, 0, 0, 1, 0);
    flooding.received(new InputEvent.Key("KeyW", true, 0));
    for (int i = 0; i < 100_000; i++) {
      flooding.received(turn);
    }
    List<InputEvent> last =
        List.of(
            new InputEvent.PointerButton(9, 0, 0, false, 0),
            new InputEvent.Key("KeyW", false, 0),
            new InputEvent.Touch(0, InputEvent.Touch.Phase.ENDED, 1, 1),
            axisAt(0, 0),
            axisAt(32, 0));
    last.forEach(flooding::received);
    await().untilAsserted(() -> assertThat(heard).hasSize(Pace.BURST));
    await().untilAsserted(() -> assertThat(counters.get(ViewerCounter.INBOXES_PAUSED)).isOne());
    paced.admit(request("main")).received(pointerAt(7));
    await().untilAsserted(() -> assertThat(heard).endsWith(pointerAt(7)).hasSize(Pace.BURST + 1));

    await()
        .untilAsserted(() -> {
          now.addAndGet(10_000_000);
          assertThat(heard).endsWith(last.toArray(InputEvent[]::new));
        });
    assertThat(heard.getFirst()).isEqualTo(new InputEvent.Key("KeyW", true, 0));
    assertThat(counters.get(ViewerCounter.MESSAGES_DROPPED)).isGreaterThan(90_000);
  }

  private static InputEvent pointerAt(double x) {
    return new InputEvent.PointerMoved(x, 0, 0);
  }

  private static InputEvent fingerAt(int id, double x) {
    return new InputEvent.Touch(id, InputEvent.Touch.Phase.MOVED, x, 0);
  }

  private static InputEvent axisAt(int control, double position) {
    return new InputEvent.Gamepad(0, control, position);
  }

  /** Waits on its first event, so that the others stay in the inbox. */
  private static final class BlockedHandler implements InputHandler {
    final InputEvent blocks = new InputEvent.Text("block");
    final CountDownLatch blocked = new CountDownLatch(1);
    final CountDownLatch release = new CountDownLatch(1);
    final List<InputEvent> heard = new CopyOnWriteArrayList<>();

    @Override
    public void onInput(Viewer viewer, InputEvent event) {
      if (event == blocks) {
        blocked.countDown();
        awaitUninterruptibly(release);
      }
      heard.add(event);
    }
  }

  @Test
  void survivesAHandlerThatThrows() throws OrielException {
    List<String> heard = new CopyOnWriteArrayList<>();
    conversation
        .dispatchers()
        .add(
            new FakeDispatcher(heard) {
              @Override
              public void onText(Viewer viewer, String text) {
                if (text.equals("bad")) {
                  throw new IllegalStateException("on purpose");
                }
                if (text.equals("worse")) {
                  throw new StackOverflowError("on purpose");
                }
                super.onText(viewer, text);
              }
            },
            Map.of());
    streams.add(main);
    Session session = enter(new FakeLink());
    session.received("bad");
    session.received("worse");
    session.received("good");
    await().untilAsserted(() -> assertThat(heard).containsExactly("good"));
    assertThat(counters.get(ViewerCounter.HANDLERS_FAILED)).isEqualTo(2);
  }

  @Test
  void aDispatcherThatFailsThreeTimesGivesTheViewersBackToTheFormer() throws OrielException {
    List<String> heard = new CopyOnWriteArrayList<>();
    Offers<MessageDispatcher> dispatchers = conversation.dispatchers();
    lobby.changeDispatchers(all -> all.add(new FakeDispatcher(heard), Map.of("service.id", 1L)));
    streams.add(main);
    Session session = enter(new FakeLink());
    session.opened();
    await().untilAsserted(() -> assertThat(heard).containsExactly("opened"));
    lobby.changeDispatchers(all ->
        all.add(
            new FakeDispatcher(new ArrayList<>()) {
              @Override
              public void onText(Viewer viewer, String text) {
                throw new IllegalStateException("on purpose");
              }
            },
            Map.of("service.id", 2L)));
    assertThat(dispatchers.usesOfCalled("", ""))
        .extracting(ServiceUse::state)
        .containsOnly(State.WAITING);
    for (int i = 0; i < 3; i++) {
      session.received("lost");
    }
    await().untilAsserted(() -> assertThat(heard).containsExactly("opened", "opened"));
    session.received("good");
    await().untilAsserted(() -> assertThat(heard).endsWith("good").hasSize(3));
    assertThat(dispatchers.usesOfCalled("", ""))
        .extracting(ServiceUse::state)
        .containsExactly(State.GIVEN_UP, State.SERVING);
  }

  @Test
  void anInputHandlerThatFailsThreeTimesGivesItsNameBackToTheFormer() throws Exception {
    List<String> heard = new CopyOnWriteArrayList<>();
    Offers<InputHandler> handlers = conversation.inputHandlers();
    InputHandler former = (viewer, event) -> heard.add("former");
    handlers.add(former, Map.of(InputHandler.INPUT, "camera", "service.id", 1L));
    handlers.add(
        (viewer, event) -> {
          heard.add("newer fails");
          throw new IllegalStateException("on purpose");
        },
        Map.of(InputHandler.INPUT, "camera", "service.id", 2L));
    streams.add(main);
    Session session = enter(new FakeLink());
    for (int i = 1; i <= 3; i++) {
      session.received(pointerAt(i));
      int times = i;
      await().untilAsserted(() -> assertThat(heard).hasSizeGreaterThanOrEqualTo(times));
    }
    await()
        .untilAsserted(() ->
            assertThat(heard)
                .as("the former hears what the newer one failed at last")
                .containsExactly("newer fails", "newer fails", "newer fails", "former"));
    handlers.remove(former);
    session.received(pointerAt(5));
    await().untilAsserted(() -> assertThat(heard).endsWith("newer fails").hasSize(5));
  }

  @Test
  void anAuthenticatorThatFailsLetsNobodyInAndSaysSo() {
    lobby
        .authenticators()
        .add(
            (credentials, stream) -> {
              throw new IllegalStateException("on purpose");
            },
            Map.of());
    streams.add(main);
    assertThat(refusal(request("main"))).isEqualTo(ErrorCode.INTERNAL);
    assertThat(lobby.authenticators().usesOfCalled("", ""))
        .extracting(ServiceUse::state)
        .containsExactly(State.GIVEN_UP);
  }

  @Test
  void countsWhatCannotBeSentToOneWhoLeft() throws OrielException {
    streams.add(main);
    FakeLink link = new FakeLink();
    Session session = enter(link);
    assertThat(session.send("hello")).isTrue();
    session.leave(BYE);
    assertThat(session.send("late")).isFalse();
    assertThat(link.sent).containsExactly("hello");
    assertThat(counters.get(ViewerCounter.SENDS_DROPPED)).isEqualTo(1);
  }

  @Test
  void tellsThoseWhoTakeInputThatAViewerLeftAfterAllElse() throws Exception {
    CountDownLatch blocked = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    List<String> heard = new CopyOnWriteArrayList<>();
    conversation
        .inputHandlers()
        .add(
            new InputHandler() {
              @Override
              public void onInput(Viewer viewer, InputEvent event) {
                blocked.countDown();
                awaitUninterruptibly(release);
                heard.add("input of " + viewer.id());
              }

              @Override
              public void onClosed(Viewer viewer) {
                heard.add("no more of " + viewer.id());
              }
            },
            Map.of());
    streams.add(main);
    Session session = enter(new FakeLink());
    session.received(new InputEvent.Text("a"));
    blocked.await();
    session.received(new InputEvent.Text("dropped"));
    session.leave(BYE);
    session.received(new InputEvent.Text("late"));
    release.countDown();
    await()
        .untilAsserted(() ->
            assertThat(heard)
                .containsExactly("input of " + session.id(), "no more of " + session.id()));
  }

  private static void awaitUninterruptibly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static class FakeDispatcher implements MessageDispatcher {
    private final List<String> heard;

    FakeDispatcher(List<String> heard) {
      this.heard = heard;
    }

    @Override
    public void onOpened(Viewer viewer) {
      heard.add("opened");
    }

    @Override
    public void onText(Viewer viewer, String text) {
      heard.add(text);
    }

    @Override
    public void onClosed(Viewer viewer) {
      heard.add("closed");
    }
  }
}
