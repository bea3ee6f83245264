package io.oriel.messages.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.oriel.api.error.ErrorCode;
import io.oriel.api.error.Problem;
import io.oriel.api.message.ReceivedMessage;
import io.oriel.api.message.Reply;
import io.oriel.api.message.ServerMessage;
import io.oriel.api.message.Truncatable;
import io.oriel.api.message.WireName;
import io.oriel.messages.MessageCounter;
import io.oriel.messages.dispatch.Floor.Many;
import io.oriel.messages.dispatch.Floor.Said;
import io.oriel.messages.payload.Utf8;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutboxTest {
  record Selection(List<String> prims) implements ServerMessage {
    @Override
    public String event() {
      return "stageSelectionChanged";
    }
  }

  record Values(@Truncatable Map<String, String> values, @WireName("omitted_count") int omitted)
      implements ServerMessage {
    @Override
    public String event() {
      return "values";
    }
  }

  private final Floor floor = new Floor();
  private final FakeViewer viewer = floor.viewer("v1");

  @AfterEach
  void close() {
    floor.close();
  }

  private void answersWith(ServerMessage message) {
    floor.handle("ask", (question, reply) -> reply.send(message));
  }

  @Test
  void answersAsItIsTalkedTo() {
    answersWith(new Said("answer", "yes"));
    floor.saysTo(viewer, "app", "ask", "{}");
    assertThat(viewer.texts.getLast())
        .startsWith("{\"messageType\":\"json\",\"messageRecipient\":\"app\",\"data\":\"{");
    floor.says(viewer, "ask");
    assertThat(viewer.texts.getLast()).startsWith("{\"event_type\":\"answer\"");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void answersAsConfigured(boolean wrapped) {
    floor.settings =
        new Settings(
            false, wrapped ? Settings.Replies.WRAPPED : Settings.Replies.BARE, 0, 10, 20, 4096);
    FakeViewer other = floor.viewer("v2");
    answersWith(new Said("answer", "yes"));
    floor.says(other, "ask");
    floor.saysTo(other, "app", "ask", "{}");
    assertThat(other.texts)
        .hasSize(2)
        .allSatisfy(text -> assertThat(text.startsWith("{\"messageType\"")).isEqualTo(wrapped));
  }

  @Test
  void tellsEveryoneOfTheStreamAndNobodyElse() {
    FakeViewer second = floor.viewer("v2");
    FakeViewer elsewhere = new FakeViewer("v3", "other");
    floor.dispatcher.onOpened(elsewhere);
    floor.handle("ask", (question, reply) -> reply.broadcast(new Said("news", "x")));
    floor.says(viewer, "ask");
    floor.outbox.announce("main", new Said("announcement", "y"));
    assertThat(viewer.events()).containsExactly("news", "announcement");
    assertThat(second.events()).containsExactly("news", "announcement");
    floor.outbox.fail("main", new Problem(ErrorCode.RENDERER_STOPPED, "often"));
    assertThat(viewer.last("code")).isEqualTo("renderer.stopped");
    assertThat(second.last("detail")).isEqualTo("often");
    assertThat(floor.count(MessageCounter.ERRORS)).isEqualTo(2);
    assertThat(elsewhere.texts).isEmpty();
  }

  @Test
  void speaksKitToWhomAddressesKitAndToNobodyElse() {
    FakeViewer second = floor.viewer("v2");
    floor.handle(
        "selectPrimsRequest",
        (question, reply) -> reply.broadcast(new Selection(question.paths())));
    floor.handle("makePrimsPickable", (question, reply) -> {});
    floor.saysTo(viewer, "kit", "makePrimsPickable", "{\"paths\":[]}");
    assertThat(viewer.events()).containsExactly("makePrimsPickableResponse");

    floor.saysTo(viewer, "kit", "selectPrimsRequest", "{\"paths\":[\"/a\"]}");
    assertThat(viewer.events()).containsExactly("makePrimsPickableResponse");
    assertThat(second.events()).containsExactly("stageSelectionChanged");

    floor.says(second, "selectPrimsRequest", "{\"paths\":[\"/b\"]}");
    floor.outbox.announce("main", new Selection(List.of("/c")));
    assertThat(viewer.events())
        .containsExactly(
            "makePrimsPickableResponse", "stageSelectionChanged", "stageSelectionChanged");
    assertThat(second.events())
        .containsExactly("stageSelectionChanged", "stageSelectionChanged", "stageSelectionChanged");
  }

  @Test
  void tellsAlsoTheAskerWhatIsAnnouncedWhileItsMessageIsHandled() {
    floor.handle(
        "selectPrimsRequest",
        (question, reply) -> {
          // Somebody else's, which this thread happens to tell.
          floor.outbox.announce("main", new Selection(List.of("/theirs")));
          reply.broadcast(new Selection(question.paths()));
        });
    floor.saysTo(viewer, "kit", "selectPrimsRequest", "{\"paths\":[\"/own\"]}");
    assertThat(viewer.events()).containsExactly("stageSelectionChanged");
    assertThat(viewer.last("prims")).isEqualTo(List.of("/theirs"));
  }

  @Test
  void tellsTheNewestLastWhoeverTellsIt() throws InterruptedException {
    AtomicInteger state = new AtomicInteger();
    floor.settings = new Settings(false, Settings.Replies.AUTO, 0, 10, 10_000, 4096);
    floor.greeter.add(reply -> reply.send(number(state)), Map.of());
    floor.greeter.add(new FakeStream());
    floor.handle(
        "ask",
        (question, reply) -> {
          state.incrementAndGet();
          reply.broadcast(() -> number(state));
        });
    List<FakeViewer> viewers = new CopyOnWriteArrayList<>();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      String id = "asker" + i;
      threads.add(
          Thread.ofPlatform()
              .start(() -> {
                FakeViewer asker = floor.viewer(id);
                viewers.add(asker);
                for (int k = 0; k < 250; k++) {
                  floor.says(asker, "ask");
                  state.incrementAndGet();
                  floor.outbox.announce("main", () -> number(state));
                }
              }));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(viewers)
        .allSatisfy(each -> {
          List<Integer> told = each.messages().stream().map(OutboxTest::numberIn).toList();
          assertThat(told).isSorted().endsWith(2000);
        });
  }

  private static Said number(AtomicInteger state) {
    return new Said("news", String.valueOf(state.get()));
  }

  private static int numberIn(ReceivedMessage message) {
    return Integer.parseInt((String) ((Map<?, ?>) message.payload()).get("word"));
  }

  @Test
  void tellsTwoViewersOfTheSameNameApart() {
    FakeViewer next = floor.viewer("v1");
    floor.dispatcher.onClosed(viewer);
    floor.outbox.announce("main", new Said("news", ""));
    assertThat(next.events()).containsExactly("news");
    assertThat(viewer.texts).isEmpty();
  }

  @Test
  void speaksKitToAllIfConfigured() {
    floor.settings = new Settings(true, Settings.Replies.AUTO, 0, 10, 20, 4096);
    FakeViewer other = floor.viewer("v2");
    floor.handle("makePrimsPickable", (question, reply) -> {});
    floor.says(other, "makePrimsPickable");
    assertThat(other.texts)
        .containsExactly(
            "{\"event_type\":\"makePrimsPickableResponse\","
                + "\"payload\":{\"result\":\"success\",\"error\":\"\"}}");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void cutsAListExactlyToWhatFits(boolean wrapped) {
    List<String> all = IntStream.range(0, 5_000).mapToObj(i -> "/World/\"prim\"/ü" + i).toList();
    answersWith(new Many("many", all));
    if (wrapped) {
      floor.saysTo(viewer, "app", "ask", "{}");
    } else {
      floor.says(viewer, "ask");
    }
    List<?> sent = (List<?>) viewer.last("all");
    assertThat(sent).isEqualTo(all.subList(0, sent.size()));
    assertThat(viewer.last("truncated")).isEqualTo(true);
    assertThat(viewer.last("omitted_count")).isEqualTo((long) all.size() - sent.size());
    assertThat(Utf8.length(viewer.texts.getLast())).isBetween(59_950, 60_000);
    assertThat(floor.count(MessageCounter.TRUNCATED)).isOne();
  }

  @Test
  void cutsAMapAndAddsToWhatWasLeftOutBefore() {
    Map<String, String> all =
        IntStream.range(0, 5_000)
            .boxed()
            .collect(Collectors.toMap(i -> "key" + i, i -> "value", (a, b) -> a, TreeMap::new));
    answersWith(new Values(all, 7));
    floor.says(viewer, "ask");
    Map<?, ?> sent = (Map<?, ?>) viewer.last("values");
    assertThat(viewer.last("omitted_count")).isEqualTo(7L + all.size() - sent.size());
    assertThat(Utf8.length(viewer.texts.getLast())).isBetween(59_950, 60_000);
  }

  @Test
  void leavesWhatFitsAlone() {
    answersWith(new Many("many", List.of("a")));
    floor.says(viewer, "ask");
    assertThat(viewer.texts.getLast()).doesNotContain("truncated");
  }

  @Test
  void saysThatAnAnswerIsTooLargeToWhomAskedForIt() {
    FakeViewer second = floor.viewer("v2");
    floor.handle(
        "ask", (question, reply) -> reply.broadcast(new Said("answer", "x".repeat(70_000))));
    floor.says(viewer, "ask");
    assertThat(viewer.events()).containsExactly("viewerError");
    assertThat(viewer.last("code")).isEqualTo("request.too-large");
    assertThat((String) viewer.last("detail")).contains("answer");
    assertThat(second.texts).isEmpty();
    floor.outbox.announce("main", new Said("news", "x".repeat(70_000)));
    assertThat(second.texts).isEmpty();
    assertThat(floor.count(MessageCounter.UNSENDABLE)).isEqualTo(2);
  }

  @Test
  void countsWhatAViewerWhoLeftCannotTake() {
    AtomicReference<Reply> kept = new AtomicReference<>();
    floor.handle("ask", (question, reply) -> kept.set(reply));
    floor.says(viewer, "ask");
    viewer.gone = true;
    floor.dispatcher.onClosed(viewer);
    kept.get().send(new Said("late", ""));
    assertThat(floor.count(MessageCounter.SENDS_DROPPED)).isOne();
    assertThat(viewer.texts).isEmpty();
  }
}
