package io.oriel.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.oriel.api.error.ErrorCode;
import io.oriel.api.error.OrielException;
import io.oriel.api.error.Problem;
import io.oriel.api.stage.StageSource;
import io.oriel.api.stream.StageStatus;
import io.oriel.api.stream.StreamState;
import io.oriel.api.stream.StreamStatus;
import io.oriel.api.swap.ServiceUse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Stages that come, fail, hang and overtake each other while another one is shown. */
class StageLoadTest {
  @Test
  void picturesFlowWhileAStageLoads() {
    try (Rig rig = new Rig().ready()) {
      Gate reading = new Gate();
      rig.reader.gate = reading;
      CompletableFuture<StageStatus> result = rig.open("large.usda");
      reading.awaitReached();
      int from = rig.sink.count();
      rig.ticks(500);
      assertThat(rig.sink.frames().subList(from, from + 500))
          .allMatch(f -> !f.held() && !f.unchanged());
      assertThat(rig.status().state()).isEqualTo(StreamState.ACTIVE);
      assertThat(rig.status().stage().loading()).hasValue("large.usda");
      assertThat(rig.status().stage().progress()).isEqualTo(0.5);
      assertThat(rig.stream.children("/")).extracting(p -> p.name()).containsExactly("first.usda");
      assertThat(result).isNotDone();

      reading.open();
      rig.until(result::isDone);
      assertThat(rig.stream.children("/")).extracting(p -> p.name()).containsExactly("large.usda");
      assertThat(rig.stream.stageInfo().rootPrimPath()).isEqualTo("/large.usda");
    }
  }

  @Test
  void theLastGoodPictureIsHeldWhileTheRendererNeedsTheStageLock() {
    try (Rig rig = new Rig()) {
      rig.renderer.prepareNeedsLock = true;
      rig.ready();
      rig.tick();
      int pixel = rig.sink.last().pixel();
      long steps = rig.renderer.last().steps.get();
      Gate preparing = new Gate();
      rig.renderer.prepareGate = preparing;
      CompletableFuture<StageStatus> result = rig.open("large.usda");
      preparing.awaitReached();
      int from = rig.sink.count();
      rig.ticks(500);
      assertThat(rig.sink.frames().subList(from, from + 500))
          .allMatch(f -> f.held() && f.unchanged() && f.pixel() == pixel);
      assertThat(rig.renderer.last().steps.get()).isEqualTo((int) steps);
      assertThat(rig.status().held()).isTrue();
      assertThat(rig.status().ready()).isTrue();

      preparing.open();
      rig.until(result::isDone);
      assertThat(rig.status().held()).isFalse();
      RenderLoopTest.assertContiguous(rig);
    }
  }

  @Test
  void aLoadThatNeedsTheStageLockGetsItAfterTheStepThatRuns() {
    try (Rig rig = new Rig()) {
      rig.renderer.prepareNeedsLock = true;
      rig.ready();
      Gate step = new Gate();
      rig.renderer.stepGate = step;
      rig.clock.jump(Duration.ofMillis(20));
      step.awaitReached();
      CompletableFuture<StageStatus> result = rig.open("second.usda");
      Rig.untilStill(() -> rig.reader.stages.size() == 2);
      rig.renderer.stepGate = null;
      step.open();
      rig.until(result::isDone);
      assertThat(result.join().location()).isEqualTo("second.usda");
    }
  }

  @Test
  void aCommitRaisesTheEpochAndReconfiguresUntilThePictureIsThere() {
    try (Rig rig = new Rig().ready()) {
      rig.tick();
      long epoch = rig.status().epoch();
      List<StreamStatus> seen = new CopyOnWriteArrayList<>();
      rig.converter.failure = new IllegalStateException("not yet");
      StreamStatus before = rig.status();
      CompletableFuture<StageStatus> result = rig.open("second.usda");
      rig.until(() -> rig.status().stage().generation() == 2);
      StreamStatus between = rig.status();
      assertThat(between.state()).isEqualTo(StreamState.RECONFIGURING);
      assertThat(between.epoch()).isGreaterThan(before.epoch());
      assertThat(rig.sink.last()).matches(f -> f.held() && f.epoch() == epoch, "old and held");

      // Of the steps that may show nothing few are left if each thread is slow: once the converter
      // is put aside the next one is opened before there are more.
      rig.ticks(3);
      rig.untilNothingConverts();
      rig.until(() -> rig.converter.conversions.getFirst().closeThread != null);
      rig.converter.failure = null;
      FakeConverter next = new FakeConverter();
      rig.add(next, 1, "LdrColor");
      Rig.untilStill(() ->
          rig.stream.assembler().pipeline().conversions().stream()
              .anyMatch(conversion -> conversion.offer().service() == next));
      rig.until(result::isDone);
      RecordingSink.Seen first =
          rig.sink.frames().stream().filter(f -> f.epoch() > epoch).findFirst().orElseThrow();
      assertThat(first).matches(f -> f.discontinuity() && !f.held());
      assertThat(first.epoch()).isEqualTo(between.epoch());
      assertThat(rig.status().state()).isEqualTo(StreamState.ACTIVE);
      assertThat(result.join().generation()).isEqualTo(2);
      assertThat(result.join().location()).isEqualTo("second.usda");
      assertThat(seen).isEmpty();
    }
  }

  @Test
  void aCommittedStageReplacesTheFormerAndClosesItOnce() {
    try (Rig rig = new Rig().ready()) {
      for (int i = 0; i < 10; i++) {
        rig.opened("stage" + i);
      }
      Rig.untilStill(() -> rig.reader.closes().equals(List.of(1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0)));
      assertThat(rig.renderer.sessions).hasSize(1);
      assertThat(rig.count(EngineCounter.STAGES_COMMITTED)).isEqualTo(11);
      rig.close();
      assertThat(rig.reader.closes()).containsOnly(1);
      rig.assertPartsTreatedWell();
    }
  }

  @Test
  void aNewerOpenEndsAnOlderOneAtOnce() {
    try (Rig rig = new Rig().ready()) {
      Gate reading = new Gate();
      rig.reader.gate = reading;
      CompletableFuture<StageStatus> first = rig.open("slow.usda");
      reading.awaitReached();
      CompletableFuture<StageStatus> second = rig.open("queued.usda");
      rig.reader.gate = null;
      CompletableFuture<StageStatus> third = rig.open("newest.usda");
      assertThat(Rig.failureOf(first).code()).isEqualTo(ErrorCode.SUPERSEDED);
      assertThat(Rig.failureOf(second).code()).isEqualTo(ErrorCode.SUPERSEDED);
      rig.until(third::isDone);
      assertThat(third.join().location()).isEqualTo("newest.usda");
      assertThat(rig.status().stage().problem()).isEmpty();
      assertThat(rig.count(EngineCounter.STAGES_SUPERSEDED)).isEqualTo(2);
      assertThat(rig.reader.stages).hasSize(2);
    }
  }

  static Stream<Throwable> readerFailures() {
    return Stream.of(
        new OrielException(ErrorCode.STAGE_INVALID, "bad.usda:3"),
        new IllegalStateException("defect"),
        new NoClassDefFoundError("gone"),
        new StackOverflowError(),
        new OutOfMemoryError("a test's"));
  }

  @ParameterizedTest
  @MethodSource("readerFailures")
  void aReaderThatFailsLeavesThePresentStageAndTheLoader(Throwable failure) {
    try (Rig rig = new Rig().ready()) {
      rig.reader.failure = failure;
      OrielException why = Rig.failureOf(rig.open("bad.usda"));
      assertThat(why.getMessage()).isNotEmpty();
      rig.ticks(3);
      assertThat(rig.status().ready()).isTrue();
      assertThat(rig.status().stage().location()).isEqualTo("first.usda");
      assertThat(rig.status().stage().problem()).map(Problem::code).hasValue(why.code());
      assertThat(rig.status().stage().loading()).isEmpty();
      assertThat(rig.sink.last().held()).isFalse();

      rig.reader.failure = null;
      assertThat(rig.opened("good.usda").problem()).isEmpty();
    }
  }

  static Stream<Throwable> preparationFailures() {
    return readerFailures();
  }

  @ParameterizedTest
  @MethodSource("preparationFailures")
  void aRendererThatCannotPrepareLeavesThePresentStage(Throwable failure) {
    try (Rig rig = new Rig().ready()) {
      rig.renderer.prepareFailure = failure;
      Rig.failureOf(rig.open("bad.usda"));
      Rig.untilStill(() -> rig.reader.closes().equals(List.of(0, 1)));
      rig.renderer.prepareFailure = null;
      rig.opened("good.usda");
      rig.assertPartsTreatedWell();
    }
  }

  @ParameterizedTest
  @MethodSource("preparationFailures")
  void aRendererThatCannotCommitLeavesThePresentStage(Throwable failure) {
    try (Rig rig = new Rig().ready()) {
      long epoch = rig.status().epoch();
      rig.renderer.commitFailure = failure;
      CompletableFuture<StageStatus> result = rig.open("bad.usda");
      rig.until(result::isDone);
      Rig.failureOf(result);
      Rig.untilStill(() -> rig.reader.closes().equals(List.of(0, 1)));
      assertThat(rig.status().epoch()).isEqualTo(epoch);
      rig.renderer.commitFailure = null;
      rig.opened("good.usda");
      rig.assertPartsTreatedWell();
    }
  }

  @Test
  void aLoadThatTakesTooLongIsEndedAndSaysSo() {
    try (Rig rig = new Rig().ready()) {
      Gate reading = new Gate();
      rig.reader.gate = reading;
      CompletableFuture<StageStatus> result =
          rig.stream
              .openStage(StageSource.of("slow.usda").within(Duration.ofSeconds(10)))
              .toCompletableFuture();
      reading.awaitReached();
      rig.ticks(450);
      assertThat(result).isNotDone();
      rig.ticks(100);
      assertThat(Rig.failureOf(result).problem())
          .isEqualTo(new Problem(ErrorCode.STAGE_TIMEOUT, "not loaded within 10 s"));
      Rig.untilStill(() -> rig.status().stage().loading().isEmpty());
      assertThat(rig.status().stage().problem())
          .map(Problem::code)
          .hasValue(ErrorCode.STAGE_TIMEOUT);
      assertThat(rig.status().ready()).isTrue();
      rig.reader.gate = null;
      rig.opened("good.usda");
    }
  }

  @Test
  void aReaderThatDoesNotEndWhenToldToIsLeftToItselfAndItsStageClosedWhenItComes() {
    try (Rig rig = new Rig().ready()) {
      Gate reading = new Gate();
      rig.reader.gate = reading;
      rig.reader.stubborn = true;
      CompletableFuture<StageStatus> stuck = rig.open("stuck.usda");
      reading.awaitReached();
      rig.reader.gate = null;
      assertThat(rig.opened("good.usda").location()).isEqualTo("good.usda");
      assertThat(Rig.failureOf(stuck).code()).isEqualTo(ErrorCode.SUPERSEDED);
      Rig.untilStill(() -> rig.count(EngineCounter.READERS_ABANDONED) == 1);
      reading.open();
      Rig.untilStill(() -> rig.reader.stages.size() == 3 && rig.reader.last().closed.get() == 1);
      assertThat(rig.status().stage().location()).isEqualTo("good.usda");
    }
  }

  @Test
  void aLoadThatIsGivenUpWhileTheLoopHangsIsTakenBack() {
    try (Rig rig = new Rig().ready()) {
      Gate step = new Gate();
      rig.renderer.stepGate = step;
      rig.clock.jump(Duration.ofMillis(20));
      step.awaitReached();
      CompletableFuture<StageStatus> first = rig.open("first again");
      Rig.untilStill(() -> rig.renderer.last().prepared.size() == 2);
      CompletableFuture<StageStatus> second = rig.open("second");
      assertThat(Rig.failureOf(first).code()).isEqualTo(ErrorCode.SUPERSEDED);
      Rig.untilStill(() -> rig.renderer.last().prepared.get(1).closed.get() == 1);
      rig.renderer.stepGate = null;
      step.open();
      rig.until(second::isDone);
      assertThat(second.join().location()).isEqualTo("second");
      assertThat(rig.renderer.last().prepared.get(1).committed).hasValue(0);
      rig.assertPartsTreatedWell();
    }
  }

  @Test
  void aReaderThatCannotReadWhatAnotherCanIsGivenUpAfterThreeTimes() {
    try (Rig rig = new Rig().ready()) {
      FailingStageReader failing = new FailingStageReader();
      rig.stream.loader().addReader(Rig.offer(failing, Map.of("service.ranking", 5)));
      for (int time = 1; time <= 3; time++) {
        assertThat(rig.count(EngineCounter.READERS_QUARANTINED)).isZero();
        assertThat(rig.opened("odd" + time).location()).isEqualTo("odd" + time);
        assertThat(failing.closed).as("what it delivers").isTrue();
      }
      assertThat(rig.count(EngineCounter.READERS_QUARANTINED)).isEqualTo(1);
      failing.closed = false;
      rig.opened("another.usda");
      assertThat(failing.closed).as("not asked any more").isFalse();
      assertThat(rig.stream.uses())
          .filteredOn(use -> use.state() == ServiceUse.State.GIVEN_UP)
          .singleElement()
          .satisfies(
              use -> assertThat(use.problem().orElseThrow().detail()).contains("no information"));
    }
  }

  @Test
  void aReaderInThePlaceOfAnotherServesOnceItHasReadAStage() {
    try (Rig rig = new Rig().ready()) {
      Map<String, Object> odd = Map.of("oriel.stage.reader", "odd");
      rig.stream.loader().addReader(Rig.offer(new FakeStageReader(), odd));
      assertThat(odd(rig)).containsExactly(ServiceUse.State.SERVING);
      rig.stream.loader().addReader(Rig.offer(new FakeStageReader(), odd));
      assertThat(odd(rig)).containsOnly(ServiceUse.State.WAITING).hasSize(2);
      rig.opened("second.usda");
      assertThat(odd(rig)).containsExactly(ServiceUse.State.SERVING, ServiceUse.State.WAITING);
    }
  }

  private static List<ServiceUse.State> odd(Rig rig) {
    return rig.stream.uses().stream()
        .filter(use -> use.identity().equals("odd"))
        .map(ServiceUse::state)
        .toList();
  }

  /** Delivers a stage that throws whatever it is asked. */
  private static final class FailingStageReader implements io.oriel.api.stage.StageReader {
    private volatile boolean closed;

    @Override
    public io.oriel.api.stage.Stage open(
        StageSource source, io.oriel.api.stage.LoadMonitor monitor) {
      return (io.oriel.api.stage.Stage)
          java.lang.reflect.Proxy.newProxyInstance(
              getClass().getClassLoader(),
              new Class<?>[] {io.oriel.api.stage.Stage.class},
              (proxy, method, arguments) -> {
                if (method.getName().equals("close")) {
                  closed = true;
                  return null;
                }
                throw new IllegalStateException("no information");
              });
    }
  }
}
