package io.oriel.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.oriel.api.render.PickQuery;
import io.oriel.api.render.PickResult;
import io.oriel.api.render.PickResult.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Questions to the picture: answered once, by the right stage, never forgotten. */
class PickTest {
  private static Rig picking() {
    Rig rig = new Rig();
    rig.renderer.picks = true;
    return rig.ready();
  }

  private static CompletableFuture<PickResult> pick(Rig rig, int x) {
    return rig.stream
        .pick(new PickQuery(x, 0, 1, 1, rig.status().stage().generation()))
        .toCompletableFuture();
  }

  private static Outcome outcome(CompletableFuture<PickResult> answer) {
    Rig.untilStill(answer::isDone);
    return answer.join().outcome();
  }

  @Test
  void eachAnswerGoesToItsQuestion() {
    try (Rig rig = picking()) {
      List<CompletableFuture<PickResult>> asked = new ArrayList<>();
      for (int x = 0; x < 10; x++) {
        asked.add(pick(rig, x));
      }
      rig.tick();
      for (int x = 0; x < 10; x++) {
        assertThat(outcome(asked.get(x))).isEqualTo(Outcome.MISS);
        assertThat(asked.get(x).join().query().x()).isEqualTo(x);
      }
      assertThat(rig.count(EngineCounter.PICKS)).isEqualTo(10);
    }
  }

  @Test
  void sixtyFourWaitAndTheOldestGiveWay() {
    try (Rig rig = picking()) {
      List<CompletableFuture<PickResult>> asked = new ArrayList<>();
      for (int x = 0; x < 70; x++) {
        asked.add(pick(rig, x));
      }
      assertThat(asked.subList(0, 6)).allMatch(a -> outcome(a) == Outcome.SUPERSEDED);
      assertThat(asked.subList(6, 70)).noneMatch(CompletableFuture::isDone);
      rig.tick();
      assertThat(asked.subList(6, 70)).allMatch(a -> outcome(a) == Outcome.MISS);
      assertThat(rig.count(EngineCounter.PICKS_SUPERSEDED)).isEqualTo(6);
    }
  }

  @Test
  void aQuestionAboutAnotherStageIsSuperseded() {
    try (Rig rig = picking()) {
      CompletableFuture<PickResult> old = pick(rig, 0);
      CompletableFuture<PickResult> other =
          rig.stream.pick(new PickQuery(0, 0, 1, 1, 77)).toCompletableFuture();
      rig.tick();
      assertThat(outcome(old)).isEqualTo(Outcome.MISS);
      assertThat(outcome(other)).isEqualTo(Outcome.SUPERSEDED);
    }
  }

  @Test
  void aRendererThatCannotPickSaysSo() {
    try (Rig rig = new Rig().ready()) {
      CompletableFuture<PickResult> asked = pick(rig, 0);
      rig.tick();
      assertThat(outcome(asked)).isEqualTo(Outcome.UNSUPPORTED);
    }
  }

  @Test
  void aStepThatFailsFailsItsQuestions() {
    try (Rig rig = picking()) {
      rig.renderer.stepFailure = new IllegalStateException("broken");
      CompletableFuture<PickResult> asked = pick(rig, 0);
      rig.tick();
      assertThat(outcome(asked)).isEqualTo(Outcome.FAILED);
    }
  }

  @Test
  void nobodyWaitsForARendererThatWasStoppedOrIsGone() {
    try (Rig rig = picking()) {
      rig.renderer.stepFailure = new IllegalStateException("broken");
      rig.until(() -> !rig.status().ready());
      CompletableFuture<PickResult> stopped = pick(rig, 0);
      rig.tick();
      assertThat(outcome(stopped)).isEqualTo(Outcome.FAILED);

      rig.running(() -> rig.stream.loader().remove(rig.renderer));
      CompletableFuture<PickResult> gone = pick(rig, 0);
      rig.tick();
      assertThat(outcome(gone)).isEqualTo(Outcome.SUPERSEDED);
    }
  }

  @Test
  void whoAsksIsNotAnsweredOnTheRenderThread() {
    try (Rig rig = picking()) {
      AtomicReference<Thread> answered = new AtomicReference<>();
      for (long generation : new long[] {1, 77}) {
        answered.set(null);
        rig.stream
            .pick(new PickQuery(0, 0, 1, 1, generation))
            .thenAccept(result -> answered.set(Thread.currentThread()));
        rig.tick();
        Rig.untilStill(() -> answered.get() != null);
        assertThat(answered.get().isVirtual()).isTrue();
      }
    }
  }

  @Test
  void everyQuestionIsAnsweredWhenTheStreamEnds() {
    Rig rig = picking();
    CompletableFuture<PickResult> before = pick(rig, 0);
    rig.close();
    assertThat(outcome(before)).isIn(Outcome.MISS, Outcome.SUPERSEDED);
    assertThat(outcome(pick(rig, 1))).isEqualTo(Outcome.SUPERSEDED);
  }
}
