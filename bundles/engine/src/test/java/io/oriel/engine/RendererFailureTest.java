package io.oriel.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.oriel.api.error.ErrorCode;
import io.oriel.api.error.OrielException;
import io.oriel.api.error.Problem;
import io.oriel.api.stream.StageStatus;
import io.oriel.api.stream.StreamState;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Steps that fail, go on failing, and do not return. */
class RendererFailureTest {
  static Stream<Throwable> failures() {
    return Stream.of(
        new OrielException(ErrorCode.RENDERER_FAILED, "no frame"),
        new IllegalStateException("defect"),
        new NoSuchMethodError("half a bundle"),
        new StackOverflowError(),
        new OutOfMemoryError("a test's"),
        new AssertionError("wrong"));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void aFailedStepHoldsTheLastGoodPictureAndTheNextGoesOn(Throwable failure) {
    try (LogLines log = new LogLines();
        Rig rig = new Rig().ready()) {
      rig.tick();
      int pixel = rig.sink.last().pixel();
      rig.renderer.stepFailure = failure;
      rig.ticks(5);
      assertThat(rig.sink.last()).matches(f -> f.held() && f.unchanged() && f.pixel() == pixel);
      assertThat(rig.count(EngineCounter.STEPS_FAILED)).isEqualTo(5);
      assertThat(rig.status().problem()).map(Problem::code).hasValue(ErrorCode.RENDERER_FAILED);
      assertThat(rig.status().ready()).isTrue();
      assertThat(log.with("renderer.failed")).hasSize(1);

      rig.renderer.stepFailure = null;
      rig.tick();
      assertThat(rig.sink.last().held()).isFalse();
      assertThat(rig.status().problem()).isEmpty();
      RenderLoopTest.assertContiguous(rig);
    }
  }

  @Test
  void afterThirtyFailedStepsInARowSteppingStopsAndReadinessGoes() {
    try (Rig rig = new Rig().ready()) {
      rig.renderer.stepFailure = new IllegalStateException("broken");
      rig.ticks(29);
      assertThat(rig.status().ready()).isTrue();
      rig.renderer.stepFailure = null;
      rig.tick();
      rig.renderer.stepFailure = new IllegalStateException("broken");
      rig.ticks(29);
      assertThat(rig.status().ready()).isTrue();
      rig.ticks(20);
      assertThat(rig.count(EngineCounter.STEPS_FAILED)).isEqualTo(29 + 30);
      assertThat(rig.status().ready()).isFalse();
      assertThat(rig.status().problem().orElseThrow().code()).isEqualTo(ErrorCode.RENDERER_STOPPED);
      assertThat(rig.status().problem().orElseThrow().detail()).contains("30 steps", "broken");
      assertThat(rig.sink.last().held()).isTrue();
    }
  }

  private static Rig stopped() {
    Rig rig = new Rig().ready();
    rig.renderer.stepFailure = new IllegalStateException("broken");
    rig.until(() -> !rig.status().ready());
    rig.renderer.stepFailure = null;
    rig.ticks(3);
    assertThat(rig.status().ready()).isFalse();
    return rig;
  }

  @Test
  void anOpenTriesAStoppedRendererAgain() {
    try (Rig rig = stopped()) {
      rig.opened("second.usda");
      assertThat(rig.status().ready()).isTrue();
      assertThat(rig.renderer.sessions).hasSize(1);
    }
  }

  @Test
  void aStageThatAStoppedRendererIsGivenIsNotShownBeforeItsPicture() {
    try (Rig rig = stopped()) {
      rig.converter.failure = new IllegalStateException("not yet");
      CompletableFuture<StageStatus> result = rig.open("second.usda");
      rig.until(() -> rig.status().stage().generation() == 2);
      assertThat(rig.status().state()).isEqualTo(StreamState.RECONFIGURING);
      assertThat(rig.status().problem()).map(Problem::code).hasValue(ErrorCode.STREAM_NOT_READY);
      rig.ticks(3);
      rig.untilNothingConverts();
      rig.until(result::isDone);
      assertThat(rig.status().state()).isEqualTo(StreamState.RECONFIGURING);
      assertThat(rig.status().problem()).map(Problem::code).hasValue(ErrorCode.AOV_UNAVAILABLE);
    }
  }

  @Test
  void aRestartOpensRendererAndStageAnew() {
    try (Rig rig = stopped()) {
      CompletableFuture<StageStatus> result = rig.stream.restart().toCompletableFuture();
      rig.until(result::isDone);
      assertThat(result.join().location()).isEqualTo("first.usda");
      assertThat(rig.status().ready()).isTrue();
      assertThat(rig.renderer.sessions).hasSize(2);
      assertThat(rig.renderer.sessions.getFirst().closeThread).isEqualTo(rig.renderThread());
      assertThat(rig.reader.closes()).containsExactly(1, 0);
      rig.assertPartsTreatedWell();
    }
  }

  @Test
  void anOpenWhoseStageIsNeverDrawnSaysSo() {
    try (Rig rig = new Rig().ready()) {
      rig.renderer.stepFailure = new IllegalStateException("broken");
      CompletableFuture<StageStatus> result = rig.open("bad.usda");
      rig.until(result::isDone);
      assertThat(Rig.failureOf(result).code()).isEqualTo(ErrorCode.RENDERER_STOPPED);
    }
  }

  @Test
  void aFrameThatFailsToCloseIsCountedAndWasShownAllTheSame() {
    try (Rig rig = new Rig().ready()) {
      rig.renderer.frameCloseFailure = new IllegalStateException("stuck");
      rig.ticks(3);
      assertThat(rig.count(EngineCounter.STEPS_FAILED)).isEqualTo(3);
      assertThat(rig.sink.last().held()).isFalse();
      RenderLoopTest.assertContiguous(rig);
    }
  }

  @Test
  void aStepThatDoesNotReturnIsNamedAndForgottenWhenItDoes() {
    try (LogLines log = new LogLines();
        Rig rig = new Rig().ready()) {
      Gate hanging = new Gate();
      rig.renderer.stepGate = hanging;
      rig.clock.jump(Duration.ofMillis(20));
      hanging.awaitReached();
      rig.clock.jump(Duration.ofSeconds(4));
      rig.clock.awaitParked(java.util.Set.of("oriel-watch-main"));
      assertThat(rig.status().problem()).isEmpty();
      rig.clock.jump(Duration.ofSeconds(2));
      Rig.untilStill(() -> rig.status().problem().isPresent());
      assertThat(rig.status().problem().orElseThrow().code()).isEqualTo(ErrorCode.RENDERER_HANGS);
      assertThat(rig.status().ready()).isFalse();
      rig.clock.jump(Duration.ofSeconds(60));
      rig.clock.awaitParked(java.util.Set.of("oriel-watch-main"));
      assertThat(log.with("renderer.hangs")).hasSize(1);

      rig.renderer.stepGate = null;
      hanging.open();
      rig.until(() -> rig.status().ready());
      assertThat(rig.status().problem()).isEmpty();
    }
  }

  @Test
  void anInterruptLeftBehindByARendererDoesNotEndTheLoop() {
    try (Rig rig = new Rig()) {
      rig.stream.subscribe(frame -> Thread.currentThread().interrupt());
      rig.ready();
      int from = rig.sink.count();
      rig.ticks(10);
      assertThat(rig.sink.count()).isGreaterThanOrEqualTo(from + 9);
    }
  }
}
