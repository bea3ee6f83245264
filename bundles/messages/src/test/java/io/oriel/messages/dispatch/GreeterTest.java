package io.oriel.messages.dispatch;

import static io.oriel.api.swap.ServiceUse.State.SERVING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.oriel.api.message.Greeting;
import io.oriel.api.stream.StreamState;
import io.oriel.api.swap.ServiceUse;
import io.oriel.messages.MessageCounter;
import io.oriel.messages.dispatch.Floor.Said;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GreeterTest {
  private static final Optional<String> NOTHING = Optional.empty();
  private static final Optional<String> LOADING = Optional.of("b.usd");

  private final Floor floor = new Floor();
  private final FakeStream stream = new FakeStream();

  @BeforeEach
  void bind() {
    floor.greeter.add(says("selection"), Map.of("service.ranking", 100, "service.id", 1L));
    floor.greeter.add(
        says("stage"), Map.of("service.ranking", 400, Greeting.LOADING, true, "service.id", 2L));
    floor.greeter.add(says("view"), Map.of("service.ranking", 300, "service.id", 3L));
    floor.greeter.add(stream);
  }

  @AfterEach
  void close() {
    floor.close();
  }

  private static Greeting says(String event) {
    return reply -> reply.send(new Said(event, ""));
  }

  private static void awaitEvents(FakeViewer viewer, String... events) {
    await().untilAsserted(() -> assertThat(viewer.events()).containsExactly(events));
  }

  /** Waits until everything that was said to the greeter has been done. */
  private void settle() {
    FakeViewer last = floor.viewer("settle" + System.nanoTime());
    await().until(() -> !last.texts.isEmpty());
    floor.dispatcher.onClosed(last);
  }

  @Test
  void tellsANewcomerThePresentStateInOrder() {
    awaitEvents(floor.viewer("v1"), "stage", "view", "selection");
    assertThat(floor.count(MessageCounter.GREETINGS)).isOne();
  }

  @Test
  void waitsAMomentAfterTheWayIsOpen() {
    floor.settings = new Settings(false, Settings.Replies.AUTO, 200, 10, 20, 4096);
    long began = System.nanoTime();
    FakeViewer viewer = floor.viewer("v1");
    awaitEvents(viewer, "stage", "view", "selection");
    assertThat(System.nanoTime() - began).isGreaterThanOrEqualTo(200_000_000L);
  }

  @Test
  void greetsAgainInItsOwnFormWhoeverTalksInAnother() {
    FakeViewer viewer = floor.viewer("v1");
    awaitEvents(viewer, "stage", "view", "selection");
    floor.handle("ask", (question, reply) -> {});
    floor.saysTo(viewer, "kit", "ask", "{}");
    awaitEvents(viewer, "stage", "view", "selection", "stage", "view", "selection");
    assertThat(viewer.texts.subList(3, 6)).allMatch(text -> text.contains("messageRecipient"));
    floor.saysTo(viewer, "kit", "ask", "{}");
    floor.says(viewer, "ask");
    floor.saysTo(viewer, "app", "ask", "{}");
    settle();
    assertThat(viewer.texts).hasSize(6);
  }

  @Test
  void greetsNobodyTwiceWhoTalksBeforeItsGreeting() {
    floor.settings = new Settings(false, Settings.Replies.AUTO, 100, 10, 20, 4096);
    FakeViewer viewer = floor.viewer("v1");
    floor.handle("ask", (question, reply) -> {});
    floor.saysTo(viewer, "app", "ask", "{}");
    awaitEvents(viewer, "stage", "view", "selection");
    settle();
    assertThat(viewer.texts).hasSize(3).allMatch(text -> text.contains("messageRecipient"));
  }

  @Test
  void tellsANewcomerOfALoadAndOfTheRestWhenItIsOver() {
    stream.becomes(StreamState.ACTIVE, 1, LOADING);
    FakeViewer viewer = floor.viewer("v1");
    awaitEvents(viewer, "stage");
    stream.becomes(StreamState.ACTIVE, 1, LOADING);
    stream.becomes(StreamState.RECONFIGURING, 2, NOTHING);
    stream.becomes(StreamState.ACTIVE, 2, NOTHING);
    awaitEvents(viewer, "stage", "stage", "view", "selection");
  }

  @Test
  void greetsANewcomerAlsoWhenTheLoadFailed() {
    stream.becomes(StreamState.ACTIVE, 1, LOADING);
    FakeViewer viewer = floor.viewer("v1");
    awaitEvents(viewer, "stage");
    stream.becomes(StreamState.ACTIVE, 1, NOTHING);
    awaitEvents(viewer, "stage", "stage", "view", "selection");
  }

  @Test
  void greetsAgainWhomALoadThatBeganMeanwhileKeptTheStageFrom() {
    AtomicBoolean loads = new AtomicBoolean(true);
    floor.greeter.add(
        reply -> {
          if (loads.getAndSet(false)) {
            stream.becomes(StreamState.ACTIVE, 1, LOADING);
          }
        },
        Map.of("service.ranking", 1000));
    FakeViewer viewer = floor.viewer("v1");
    awaitEvents(viewer, "stage", "view", "selection", "stage");
    stream.becomes(StreamState.ACTIVE, 1, NOTHING);
    awaitEvents(viewer, "stage", "view", "selection", "stage", "stage", "view", "selection");
  }

  @Test
  void greetsEverybodyAfterTheFirstPictureOfAnotherStage() {
    FakeViewer viewer = floor.viewer("v1");
    awaitEvents(viewer, "stage", "view", "selection");
    stream.becomes(StreamState.ACTIVE, 1, LOADING);
    stream.becomes(StreamState.RECONFIGURING, 2, NOTHING);
    stream.becomes(StreamState.ACTIVE, 2, NOTHING);
    awaitEvents(viewer, "stage", "view", "selection", "stage", "view", "selection");
  }

  @Test
  void waitsForTheFirstPictureOfAnotherStage() {
    stream.becomes(StreamState.RECONFIGURING, 2, NOTHING);
    FakeViewer viewer = floor.viewer("v1");
    FakeStream other = new FakeStream("other");
    floor.greeter.add(other);
    FakeViewer elsewhere = new FakeViewer("v2", "other");
    floor.dispatcher.onOpened(elsewhere);
    awaitEvents(viewer, "stage");
    awaitEvents(elsewhere, "stage", "view", "selection");
    assertThat(viewer.events()).containsExactly("stage");
    stream.becomes(StreamState.ACTIVE, 2, NOTHING);
    awaitEvents(viewer, "stage", "stage", "view", "selection");
  }

  @Test
  void doesNotRepeatItselfWhenTheSameStageIsLoadedAgainOrALoadFails() {
    FakeViewer viewer = floor.viewer("v1");
    awaitEvents(viewer, "stage", "view", "selection");
    stream.becomes(StreamState.ACTIVE, 1, LOADING);
    stream.becomes(StreamState.RECONFIGURING, 1, NOTHING);
    stream.becomes(StreamState.ACTIVE, 1, NOTHING);
    settle();
    assertThat(viewer.texts).hasSize(3);
  }

  @Test
  void goesOnAfterAGreetingThatFails() {
    AtomicBoolean fails = new AtomicBoolean(true);
    floor.greeter.add(
        reply -> {
          if (fails.get()) {
            throw new IllegalStateException("on purpose");
          }
        },
        Map.of("service.ranking", 1000));
    awaitEvents(floor.viewer("v1"), "stage", "view", "selection");
    assertThat(floor.count(MessageCounter.FAILED)).isOne();
    assertThat(floor.greeter.uses().getFirst().state()).isEqualTo(ServiceUse.State.GIVEN_UP);
    fails.set(false);
    awaitEvents(floor.viewer("v2"), "stage", "view", "selection");
    assertThat(floor.greeter.uses()).extracting(ServiceUse::state).containsOnly(SERVING);
  }

  @Test
  void greetsAnewWhoeverMissedSomethingWhenThereIsRoomAgain() {
    FakeViewer slow = floor.viewer("v1");
    FakeViewer quick = floor.viewer("v2");
    awaitEvents(slow, "stage", "view", "selection");
    awaitEvents(quick, "stage", "view", "selection");
    slow.room = 0;
    floor.outbox.announce("main", new Said("news", "1"));
    await().until(() -> slow.refused >= 2);
    slow.room = 1;
    // One message of a greeting is taken: all of it has to come again.
    await().until(() -> slow.texts.size() == 4 && slow.refused >= 3);
    slow.room = Integer.MAX_VALUE;
    awaitEvents(slow, "stage", "view", "selection", "stage", "stage", "view", "selection");
    floor.outbox.announce("main", new Said("news", "2"));
    assertThat(slow.last("word")).isEqualTo("2");
    assertThat(quick.texts).hasSize(5);
  }

  @Test
  void tellsNobodyOldNewsWhoIsBehind() {
    FakeViewer viewer = floor.viewer("v1");
    awaitEvents(viewer, "stage", "view", "selection");
    floor.greeter.close();
    viewer.room = 0;
    for (int i = 0; i < 10; i++) {
      floor.outbox.announce("main", new Said("news", "" + i));
    }
    assertThat(viewer.refused).isOne();
    viewer.room = Integer.MAX_VALUE;
    floor.handle("ask", (question, reply) -> reply.send(new Said("answer", "yes")));
    floor.says(viewer, "ask");
    floor.outbox.announce("main", new Said("news", "11"));
    assertThat(viewer.events()).endsWith("selection", "answer").doesNotContain("news");
  }

  @Test
  void greetsNobodyWhoLeft() {
    floor.settings = new Settings(false, Settings.Replies.AUTO, 100, 10, 20, 4096);
    FakeViewer viewer = floor.viewer("v1");
    floor.dispatcher.onClosed(viewer);
    settle();
    assertThat(viewer.texts).isEmpty();
  }

  @Test
  void followsAStreamOnlyWhileItIsThere() {
    floor.greeter.remove(stream);
    assertThat(stream.listeners).isEmpty();
    FakeViewer viewer = floor.viewer("v1");
    floor.greeter.add(stream);
    awaitEvents(viewer, "stage", "view", "selection");
  }
}
