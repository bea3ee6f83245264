package io.oriel.messages.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.oriel.api.error.ErrorCode;
import io.oriel.api.error.OrielException;
import io.oriel.api.message.MessageHandler;
import io.oriel.api.security.Principal;
import io.oriel.api.security.Role;
import io.oriel.api.swap.ServiceUse;
import io.oriel.api.swap.ServiceUse.State;
import io.oriel.messages.MessageCounter;
import io.oriel.messages.dispatch.Floor.Said;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DispatcherTest {
  private final Floor floor = new Floor();
  private final FakeViewer viewer = floor.viewer("v1");

  @AfterEach
  void close() {
    floor.close();
  }

  @Test
  void getsAMessageToItsHandlerAndTheAnswerBack() {
    floor.handle("ask", (question, reply) -> reply.send(new Said("answer", question.word() + "!")));
    floor.says(viewer, "ask", "{\"word\":\"hello\",\"unknown\":1}");
    assertThat(viewer.texts)
        .containsExactly(
            "{\"event_type\":\"answer\",\"payload\":{\"event\":\"answer\",\"word\":\"hello!\"}}");
    assertThat(floor.count(MessageCounter.HANDLED)).isOne();
    assertThat(floor.count(MessageCounter.SENT)).isOne();
  }

  @Test
  void usesTheHighestRankingAndGivesBackWhatItLeaves() {
    floor.handle("ask", (question, reply) -> reply.send(new Said("answer", "old")));
    MessageHandler<?> better =
        floor.handle(
            Map.of(MessageHandler.EVENT, "ask", "service.ranking", 5, "service.id", 9L),
            (question, reply) -> reply.send(new Said("answer", "better")));
    floor.says(viewer, "ask");
    assertThat(viewer.last("word")).isEqualTo("better");
    floor.handlers.remove(better);
    floor.says(viewer, "ask");
    assertThat(viewer.last("word")).isEqualTo("old");
  }

  @Test
  void aHandlerThatAlwaysFailsGivesItsEventBackAfterThreeTimes() {
    floor.handle("ask", (question, reply) -> reply.send(new Said("answer", "former")));
    floor.handle(
        Map.of(MessageHandler.EVENT, "ask", "service.id", 9L),
        (question, reply) -> {
          throw new IllegalStateException("always");
        });
    for (int time = 1; time <= 3; time++) {
      assertThat(floor.handlers.uses()).extracting(ServiceUse::state).containsOnly(State.WAITING);
      floor.says(viewer, "ask");
      assertThat(viewer.events()).hasSize(time).containsOnly("viewerError");
    }
    floor.says(viewer, "ask");
    assertThat(viewer.last("word")).isEqualTo("former");
    assertThat(floor.count(MessageCounter.HANDLERS_QUARANTINED)).isOne();
    assertThat(floor.handlers.uses())
        .filteredOn(use -> use.state() == State.GIVEN_UP)
        .singleElement()
        .satisfies(use -> assertThat(use.problem().orElseThrow().detail()).contains("always"));
  }

  @Test
  void aHandlerInThePlaceOfAnotherServesOnceItHasAnswered() {
    MessageHandler<?> former =
        floor.handle(
            Map.of(MessageHandler.EVENT, "ask", "service.id", 8L), (question, reply) -> {});
    assertThat(states()).containsExactly(State.SERVING);
    floor.handle(
        Map.of(MessageHandler.EVENT, "ask", "service.id", 9L),
        (question, reply) -> {
          if (question.word().isEmpty()) {
            throw new OrielException(ErrorCode.MALFORMED, "no word");
          }
        });
    assertThat(states()).containsExactly(State.WAITING, State.WAITING);
    floor.says(viewer, "ask", "{\"word\":\"\"}");
    assertThat(states()).as("it has done nothing yet").containsOnly(State.WAITING);
    floor.says(viewer, "ask", "{\"word\":\"hello\"}");
    assertThat(states()).containsExactly(State.SERVING, State.WAITING);
    floor.handlers.remove(former);
    assertThat(states()).containsExactly(State.SERVING);
  }

  private List<State> states() {
    return floor.handlers.uses().stream().map(ServiceUse::state).toList();
  }

  @Test
  void theOnlyHandlerOfAnEventStaysHoweverOftenItFails() {
    floor.handle(
        "ask",
        (question, reply) -> {
          if (question.word().isEmpty()) {
            throw new IllegalStateException("no word");
          }
          reply.send(new Said("answer", question.word()));
        });
    for (int time = 1; time <= 5; time++) {
      floor.says(viewer, "ask", "{\"word\":\"\"}");
    }
    floor.says(viewer, "ask", "{\"word\":\"hello\"}");
    assertThat(viewer.last("word")).isEqualTo("hello");
  }

  @Test
  void bindsAHandlerToSeveralEvents() {
    floor.handle(
        Map.of(MessageHandler.EVENT, new String[] {"one", "other"}),
        (question, reply) -> reply.send(new Said("answer", "yes")));
    floor.says(viewer, "one");
    floor.says(viewer, "other");
    assertThat(viewer.events()).containsExactly("answer", "answer");
  }

  @Test
  void saysOnceThatAnEventIsNotHandled() {
    for (int i = 0; i < 5; i++) {
      floor.says(viewer, "whatever");
    }
    floor.says(viewer, "another");
    assertThat(viewer.events()).containsExactly("viewerError", "viewerError");
    assertThat(viewer.messages().getFirst().payload())
        .isEqualTo(
            Map.of(
                "code",
                "request.unsupported",
                "message",
                ErrorCode.UNSUPPORTED.cause() + " " + ErrorCode.UNSUPPORTED.remedy(),
                "detail",
                "nothing here handles whatever; getCapabilities tells what is handled"));
    assertThat(floor.count(MessageCounter.UNSUPPORTED)).isEqualTo(6);
    floor.says(floor.viewer("v2"), "whatever");
    assertThat(floor.count(MessageCounter.ERRORS)).isEqualTo(3);
  }

  @Test
  void remembersNoMoreInventedEventsThanAFew() {
    floor.settings = new Settings(false, Settings.Replies.AUTO, 0, 10, 10_000, 4096);
    FakeViewer inventive = floor.viewer("v2");
    for (int i = 0; i < 1000; i++) {
      floor.says(inventive, "event" + i + "x".repeat(200));
    }
    assertThat(inventive.texts).hasSize(64);
    assertThat((String) inventive.last("detail")).hasSizeLessThan(200);
    FakeViewer verbose = floor.viewer("v3");
    floor.says(verbose, "event" + "x".repeat(2000) + "1");
    floor.says(verbose, "event" + "x".repeat(2000) + "2");
    assertThat(verbose.texts).as("what is kept of a name is cut").hasSize(1);
  }

  @Test
  void namesTheComponentThatDoesNotFit() {
    floor.handle("ask", (question, reply) -> reply.send(new Said("answer", "")));
    floor.says(viewer, "ask", "{\"paths\":[\"/a\",17]}");
    assertThat(viewer.events()).containsExactly("viewerError");
    assertThat(viewer.last("code")).isEqualTo("request.malformed");
    assertThat(viewer.last("detail")).isEqualTo("ask.paths[1] should be a text and is a number");
    floor.says(viewer, "ask", "[]");
    assertThat(viewer.last("detail")).isEqualTo("ask should be an object and is a list");
    assertThat(floor.count(MessageCounter.MALFORMED)).isEqualTo(2);
  }

  @Test
  void passesOverAThousandPiecesOfGarbageAndThenAnswers() {
    floor.settings = new Settings(false, Settings.Replies.AUTO, 0, 10, 10_000, 4096);
    FakeViewer garbling = floor.viewer("v2");
    floor.handle("ask", (question, reply) -> reply.send(new Said("answer", "still here")));
    Random random = new Random(4711);
    for (int i = 0; i < 1000; i++) {
      byte[] bytes = new byte[random.nextInt(200)];
      random.nextBytes(bytes);
      floor.dispatcher.onText(
          garbling, new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1));
    }
    assertThat(garbling.texts).isEmpty();
    assertThat(floor.count(MessageCounter.PASSED_OVER)).isEqualTo(1000);
    floor.says(garbling, "ask");
    assertThat(garbling.events()).containsExactly("answer");
  }

  @Test
  void asksForTheRole() {
    floor.handle(
        Map.of(MessageHandler.EVENT, "see", MessageHandler.ROLE, "spectator"),
        (question, reply) -> reply.send(new Said("answer", "seen")));
    floor.handle("steer", (question, reply) -> reply.send(new Said("answer", "steered")));
    floor.handle(
        Map.of(MessageHandler.EVENT, "open", MessageHandler.ROLE, "DIRECTOR"),
        (question, reply) -> reply.send(new Said("answer", "opened")));
    viewer.principal = new Principal("ada", Role.OPERATOR);
    floor.says(viewer, "see");
    floor.says(viewer, "steer");
    floor.says(viewer, "open");
    assertThat(viewer.events()).containsExactly("answer", "answer", "viewerError");
    assertThat(viewer.last("code")).isEqualTo("security.forbidden");
    viewer.principal = new Principal("ada", Role.SPECTATOR);
    floor.says(viewer, "steer");
    assertThat(viewer.last("code")).isEqualTo("security.forbidden");
    assertThat(floor.count(MessageCounter.FORBIDDEN)).isEqualTo(2);
  }

  @Test
  void doesNotUseAHandlerThatIsNone() {
    floor.handle(Map.of(), (question, reply) -> {});
    floor.handle(
        Map.of(MessageHandler.EVENT, "ask", MessageHandler.ROLE, "king"), (question, reply) -> {});
    assertThat(floor.handlers.events()).isEmpty();
  }

  @Test
  void tellsAnErrorOfTheHandlerAndNothingOfADefect() {
    floor.handle(
        "refuse",
        (question, reply) -> {
          throw new OrielException(ErrorCode.NOT_FOUND, "no prim /x");
        });
    floor.handle(
        "fail",
        (question, reply) -> {
          throw new IllegalStateException("secret");
        });
    floor.says(viewer, "refuse");
    assertThat(viewer.last("code")).isEqualTo("request.not-found");
    assertThat(viewer.last("detail")).isEqualTo("no prim /x");
    floor.says(viewer, "fail");
    assertThat(viewer.last("code")).isEqualTo("internal");
    assertThat(viewer.texts.getLast()).doesNotContain("secret").doesNotContain("detail");
    assertThat(floor.count(MessageCounter.REFUSED)).isOne();
    assertThat(floor.count(MessageCounter.FAILED)).isOne();
  }

  @Test
  void dropsWhatIsTooMuchAndComplainsOnceASecond() {
    List<String> heard = new ArrayList<>();
    floor.handle("ask", (question, reply) -> heard.add(question.word()));
    for (int i = 0; i < 100; i++) {
      floor.says(viewer, "ask");
    }
    assertThat(heard).hasSize(20);
    assertThat(floor.count(MessageCounter.LIMITED)).isEqualTo(80);
    assertThat(viewer.events()).containsExactly("viewerError");
    assertThat(viewer.last("code")).isEqualTo("request.too-many");

    floor.nanos += 1_000_000_000;
    for (int i = 0; i < 100; i++) {
      floor.says(viewer, "ask");
    }
    assertThat(heard).hasSize(30);
    assertThat(viewer.texts).hasSize(2);

    floor.says(floor.viewer("v2"), "ask");
    assertThat(heard).hasSize(31);
  }

  @Test
  void dropsWhatIsTooLarge() {
    floor.handle("ask", (question, reply) -> reply.send(new Said("answer", "")));
    for (int i = 0; i < 3; i++) {
      floor.says(viewer, "ask", "{\"word\":\"" + "ü".repeat(2048) + "\"}");
    }
    assertThat(viewer.events()).containsExactly("viewerError");
    assertThat(viewer.last("code")).isEqualTo("request.too-large");
    assertThat(floor.count(MessageCounter.OVERSIZED)).isEqualTo(3);
  }

  @Test
  void tellsWhatCanBeAsked() {
    floor.handlers.add(new Capabilities(floor.handlers, floor.outbox), Capabilities.PROPERTIES);
    floor.handle("ask", (question, reply) -> {});
    floor.handle(
        Map.of(MessageHandler.EVENT, "fly", MessageHandler.UNSUPPORTED, true),
        (question, reply) -> {});
    viewer.principal = new Principal("ada", Role.SPECTATOR);
    floor.says(viewer, "getCapabilities");
    assertThat(viewer.events()).containsExactly("capabilities");
    assertThat(viewer.messages().getLast().payload())
        .isEqualTo(
            Map.of(
                "events",
                List.of("ask", "getCapabilities"),
                "dialects",
                List.of("viewer", "kit"),
                "limits",
                Map.of(
                    "messages_per_second",
                    10L,
                    "messages_at_once",
                    20L,
                    "max_message_bytes",
                    4096L,
                    "max_answer_bytes",
                    60_000L)));
  }

  @Test
  void keepsNothingOfAViewerWhoLeft() {
    floor.says(viewer, "whatever");
    floor.dispatcher.onClosed(viewer);
    assertThat(floor.outbox.all()).isEmpty();
  }
}
