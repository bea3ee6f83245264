package io.oriel.viewers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.oriel.api.error.ErrorCode;
import io.oriel.api.error.OrielException;
import io.oriel.api.error.Problem;
import io.oriel.api.message.MessageDispatcher;
import io.oriel.api.metrics.CounterSet;
import io.oriel.api.security.Credentials;
import io.oriel.api.security.Principal;
import io.oriel.api.security.Role;
import io.oriel.api.transport.Viewer;
import io.oriel.api.transport.ViewerRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LobbyTest {
  private static final Problem BYE = new Problem(ErrorCode.VIEWER_GONE, "");

  private final CounterSet<ViewerCounter> counters =
      new CounterSet<>(ViewerCounter.class, Map.of());
  private final StreamDirectory streams = new StreamDirectory();
  private final Conversation conversation = new Conversation(counters);
  private final Lobby lobby = new Lobby(2, streams, conversation, counters);
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
    main.ready = false;
    assertThat(refusal(request("main"))).isEqualTo(ErrorCode.STREAM_NOT_READY);
    main.ready = true;
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
                super.onText(viewer, text);
              }
            },
            Map.of());
    streams.add(main);
    Session session = enter(new FakeLink());
    session.received("bad");
    session.received("good");
    await().untilAsserted(() -> assertThat(heard).containsExactly("good"));
    assertThat(counters.get(ViewerCounter.HANDLERS_FAILED)).isEqualTo(1);
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
  }
}
