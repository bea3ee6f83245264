package io.oriel.messages.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.oriel.api.error.ErrorCode;
import io.oriel.api.error.Problem;
import io.oriel.api.stream.StreamState;
import io.oriel.messages.stage.LoadingStateResponse.State;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What everybody is told of loads without asking, and newcomers of the stage. */
class StageNewsTest {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  @TempDir Path folder;
  private final FakeAnnouncer announcer = new FakeAnnouncer();
  private StageRig rig;
  private StageNews news;
  private String kitchen;

  @BeforeEach
  void makeStream() {
    rig = new StageRig(folder);
    kitchen = rig.root.resolve("sets/kitchen.usd").toString();
    news = new StageNews(announcer, rig.access);
    news.bindStream(rig.stream);
  }

  @Test
  void theBeginningAndTheEndOfALoadAreTold() {
    rig.stream.loading(kitchen, -1, "");
    rig.stream.loadFailed(new Problem(ErrorCode.STAGE_INVALID, ""));
    assertThat(announcer.told)
        .containsExactly(
            new LoadingStateResponse(State.BUSY, "sets/kitchen.usd"),
            new LoadingStateResponse(State.IDLE, "workshop.usda"));
  }

  @Test
  void aLoadLastsUntilThePictureOfItsStage() {
    rig.stream.loading(kitchen, -1, "");
    rig.stream.commit(kitchen);
    LoadingStateResponse busy = new LoadingStateResponse(State.BUSY, "sets/kitchen.usd");
    assertThat(announcer.told).containsExactly(busy);
    new StageGreeting(rig.streams, rig.access).greet(rig.reply);
    assertThat(rig.reply.sent).containsExactly(busy);
    rig.stream.becomes(StreamState.ACTIVE, true, Optional.empty());
    LoadingStateResponse idle = new LoadingStateResponse(State.IDLE, "sets/kitchen.usd");
    assertThat(announcer.told).containsExactly(busy, idle);
  }

  @Test
  void progressIsToldFiveTimesASecondAtMostAndItsLastIsNotLost() {
    rig.stream.loading(kitchen, 0, "Opening " + kitchen);
    for (int step = 1; step <= 100; step++) {
      rig.stream.loading(kitchen, step / 100.0, "Reading the prims");
    }
    assertThat(announcer.all(UpdateProgressAmount.class)).hasSize(1);
    assertThat(announcer.all(UpdateProgressActivity.class))
        .containsExactly(new UpdateProgressActivity("Opening sets/kitchen.usd"));
    await()
        .atMost(PATIENCE)
        .untilAsserted(() ->
            assertThat(announcer.all(UpdateProgressAmount.class))
                .containsExactly(new UpdateProgressAmount(0), new UpdateProgressAmount(1)));
    assertThat(announcer.all(UpdateProgressActivity.class))
        .last()
        .isEqualTo(new UpdateProgressActivity("Reading the prims"));
  }

  @Test
  void noProgressIsToldAfterALoad() {
    rig.stream.loading(kitchen, 0.1, "");
    rig.stream.loading(kitchen, 0.2, "");
    rig.stream.show(kitchen);
    rig.stream.loading(kitchen, 0.3, "");
    await()
        .atMost(PATIENCE)
        .untilAsserted(() ->
            assertThat(announcer.all(UpdateProgressAmount.class))
                .containsExactly(new UpdateProgressAmount(0.1), new UpdateProgressAmount(0.3)));
  }

  @Test
  void aStageThatWasLoadedAgainMayHaveAnotherTree() {
    rig.stream.add("/World", "Xform");
    rig.stream.add("/World/Bench", "Mesh");
    rig.stream.showAgain();
    assertThat(announcer.all(GetChildrenResult.class))
        .containsExactly(GetChildrenResult.ofRoot(rig.stream));
  }

  @Test
  void anotherStageIsLeftToTheGreeting() {
    rig.stream.show(kitchen);
    assertThat(announcer.told).isEmpty();
  }

  @Test
  void aStreamThatGoesIsNotListenedTo() {
    news.unbindStream(rig.stream);
    assertThat(rig.stream.listeners).isEmpty();
  }

  @Test
  void aNewcomerIsGreetedWithTheStage() {
    rig.stream.add("/World", "Xform");
    new StageGreeting(rig.streams, rig.access).greet(rig.reply);
    assertThat(rig.reply.sent)
        .containsExactly(
            OpenStageResult.shown(rig.stream, rig.access.of(FakeStreamControl.NAME)),
            GetChildrenResult.ofRoot(rig.stream));
    assertThat(rig.reply.only(OpenStageResult.class).url()).isEqualTo("workshop.usda");
  }

  @Test
  void aNewcomerDuringALoadIsToldOfThatInstead() {
    rig.stream.loading(kitchen, 0.5, "Reading the prims");
    new StageGreeting(rig.streams, rig.access).greet(rig.reply);
    assertThat(rig.reply.sent)
        .containsExactly(
            new LoadingStateResponse(State.BUSY, "sets/kitchen.usd"),
            new UpdateProgressAmount(0.5),
            new UpdateProgressActivity("Reading the prims"));
  }
}
