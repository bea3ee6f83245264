package io.oriel.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.oriel.api.error.ErrorCode;
import io.oriel.api.error.OrielException;
import io.oriel.api.error.Problem;
import io.oriel.api.image.HostImage;
import io.oriel.api.image.Placement;
import io.oriel.api.render.PickQuery;
import io.oriel.api.render.PickResult;
import io.oriel.api.stream.StageStatus;
import io.oriel.api.swap.ServiceUse;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Renderer services that come and go. */
class RendererSwapTest {
  @Test
  void framesAreHeldBetweenARendererThatGoesAndTheNext() {
    try (Rig rig = new Rig().ready()) {
      rig.tick();
      int pixel = rig.sink.last().pixel();
      long epoch = rig.status().epoch();
      rig.running(() -> rig.stream.loader().remove(rig.renderer));
      assertThat(rig.renderer.last().closeThread).isEqualTo(rig.renderThread());
      Rig.untilStill(() -> rig.reader.closes().equals(List.of(1)));
      rig.ticks(5);
      assertThat(rig.sink.last()).matches(f -> f.held() && f.pixel() != 0);
      assertThat(rig.sink.last().pixel()).isGreaterThanOrEqualTo(pixel);
      Rig.untilStill(() -> !rig.status().ready());
      assertThat(rig.status().problem())
          .map(Problem::code)
          .hasValue(ErrorCode.RENDERER_UNAVAILABLE);

      FakeRenderer next = new FakeRenderer();
      rig.add(next, 0);
      rig.until(() -> rig.status().ready());
      assertThat(rig.status().epoch()).isGreaterThan(epoch);
      assertThat(rig.status().stage().location()).isEqualTo("first.usda");
      assertThat(rig.status().stage().generation()).isEqualTo(2);
      RenderLoopTest.assertContiguous(rig);
      rig.assertPartsTreatedWell();
    }
  }

  @Test
  void whatWasOpenedLastComesBackNotWhatWasConfigured() {
    try (Rig rig = new Rig().ready()) {
      rig.opened("second.usda");
      rig.running(() -> rig.stream.loader().remove(rig.renderer));
      rig.addRenderer();
      rig.until(() -> rig.status().ready());
      assertThat(rig.status().stage().location()).isEqualTo("second.usda");
    }
  }

  @Test
  void aHigherRankedRendererTakesOverTheStageThatIsShown() {
    try (Rig rig = new Rig().ready()) {
      int from = rig.sink.count();
      long epoch = rig.status().epoch();
      FakeRenderer better = new FakeRenderer();
      rig.add(better, 10);
      rig.until(() -> rig.status().epoch() > epoch);
      rig.ticks(3);
      assertThat(better.last().steps.get()).isPositive();
      assertThat(rig.renderer.last().closeThread).isEqualTo(rig.renderThread());
      assertThat(rig.status().ready()).isTrue();
      assertThat(rig.status().stage().generation()).isEqualTo(1);
      assertThat(rig.reader.closes()).containsExactly(0);
      assertThat(rig.sink.frames().stream().skip(from).filter(RecordingSink.Seen::held)).isEmpty();
      assertThat(better.violations).isEmpty();
      rig.assertPartsTreatedWell();

      rig.running(() -> rig.stream.loader().remove(better));
      rig.until(() -> rig.status().ready());
      assertThat(rig.renderer.sessions).hasSize(2);
    }
  }

  @Test
  void aNewcomerThatFailsAtThreeStepsIsPutAsideAndTheFormerDrawsWhatIsAskedForNow() {
    try (Rig rig = new Rig().ready()) {
      FakeRenderer newcomer = new FakeRenderer();
      rig.add(newcomer, 10);
      rig.until(() -> !newcomer.sessions.isEmpty() && newcomer.last().steps.get() > 1);
      long epoch = rig.status().epoch();
      rig.stream.updateView(v -> v.with().exposure(1.5).build());
      newcomer.stepFailure = new IllegalStateException("on the hundredth frame");
      rig.until(() -> rig.renderer.sessions.size() == 2 && rig.renderer.last().steps.get() > 1);
      assertThat(rig.count(EngineCounter.RENDERERS_QUARANTINED)).isEqualTo(1);
      assertThat(rig.status().epoch()).isGreaterThan(epoch);
      assertThat(rig.renderer.last().view.exposure()).isEqualTo(1.5);
      assertThat(rig.status().ready()).isTrue();
      assertThat(rig.status().stage().generation()).isEqualTo(1);
      assertThat(newcomer.last().closeThread).isEqualTo(rig.renderThread());
      assertThat(rig.stream.uses())
          .filteredOn(use -> use.state() == ServiceUse.State.GIVEN_UP)
          .singleElement()
          .satisfies(use -> assertThat(use.problem().orElseThrow().detail()).contains("hundredth"));
      RenderLoopTest.assertContiguous(rig);
      rig.assertPartsTreatedWell();
    }
  }

  @Test
  void aNewcomerWhoseStepNeverReturnsIsLeftAndTheFormerDrawsAgain() {
    try (Rig rig = new Rig().ready()) {
      FakeRenderer newcomer = new FakeRenderer();
      newcomer.picks = true;
      rig.add(newcomer, 10);
      rig.until(() -> !newcomer.sessions.isEmpty() && newcomer.last().steps.get() > 1);
      rig.stream.updateView(v -> v.with().exposure(1.5).build());
      Gate step = new Gate();
      newcomer.stepGate = step;
      var pick = rig.stream.pick(new PickQuery(1, 1, 1, 1, rig.status().stage().generation()));
      rig.clock.jump(Duration.ofMillis(20));
      step.awaitReached();
      int steps = newcomer.last().steps.get();
      rig.clock.jump(Duration.ofSeconds(6));
      Rig.untilStill(() -> rig.count(EngineCounter.RENDERERS_ABANDONED) == 1);
      assertThat(pick.toCompletableFuture().join().outcome()).isEqualTo(PickResult.Outcome.FAILED);
      rig.until(() -> rig.status().ready() && rig.renderer.sessions.size() == 2);
      rig.until(() -> rig.renderer.last().steps.get() > 1);
      assertThat(rig.renderer.last().view.exposure()).isEqualTo(1.5);
      assertThat(rig.status().problem()).isEmpty();
      assertThat(rig.stream.uses())
          .filteredOn(use -> use.state() == ServiceUse.State.GIVEN_UP)
          .extracting(use -> use.problem().orElseThrow().code())
          .containsExactly(ErrorCode.RENDERER_HANGS);

      step.open();
      Rig.untilStill(() -> newcomer.last().steps.get() == steps + 1);
      rig.ticks(10);
      assertThat(newcomer.last().steps).hasValue(steps + 1);
      assertThat(newcomer.last().closeThread).as("never closed").isNull();
      assertThat(rig.sink.last().held()).isFalse();
      RenderLoopTest.assertContiguous(rig);
      assertThat(rig.opened("second.usda").location()).as("the lock is free").isNotEmpty();
      assertThat(rig.renderer.violations).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aRendererThatHangsAloneIsLeftForTheNextThatComes(boolean prepareNeedsLock) {
    try (Rig rig = new Rig().ready()) {
      Gate step = new Gate();
      rig.renderer.stepGate = step;
      rig.clock.jump(Duration.ofMillis(20));
      step.awaitReached();
      rig.clock.jump(Duration.ofSeconds(6));
      Rig.untilStill(() ->
          rig.status().problem().map(Problem::code).equals(Optional.of(ErrorCode.RENDERER_HANGS)));
      rig.clock.jump(Duration.ofSeconds(1));
      assertThat(rig.count(EngineCounter.RENDERERS_ABANDONED)).as("alone").isZero();

      FakeRenderer newcomer = new FakeRenderer();
      newcomer.prepareNeedsLock = prepareNeedsLock;
      rig.add(newcomer, 0);
      // It waits for the step that hangs, then for that one to be left.
      Rig.untilStill(() -> !newcomer.sessions.isEmpty());
      rig.clock.jump(Duration.ofSeconds(1));
      Rig.untilStill(() -> rig.count(EngineCounter.RENDERERS_ABANDONED) == 1);
      rig.until(() -> rig.status().ready() && newcomer.last().steps.get() > 1);
      assertThat(rig.status().problem()).isEmpty();
      assertThat(rig.stream.uses())
          .filteredOn(use -> use.state() == ServiceUse.State.GIVEN_UP)
          .extracting(use -> use.problem().orElseThrow().code())
          .containsExactly(ErrorCode.RENDERER_HANGS);
      step.open();
      rig.ticks(5);
      assertThat(rig.sink.last().held()).isFalse();
      assertThat(newcomer.violations).isEmpty();
    }
  }

  @Test
  void amongEqualsTheNewerRendererDraws() {
    try (Rig rig = new Rig().ready()) {
      FakeRenderer newer = new FakeRenderer();
      rig.add(newer, 0);
      rig.until(() -> !newer.sessions.isEmpty() && newer.last().steps.get() > 1);
      rig.running(() -> rig.stream.loader().remove(newer));
      rig.until(() -> rig.status().ready() && rig.renderer.sessions.size() == 2);
    }
  }

  @Test
  void aLowerRankedRendererChangesNothing() {
    try (Rig rig = new Rig().ready()) {
      FakeRenderer lower = new FakeRenderer();
      rig.add(lower, -1);
      rig.opened("second.usda");
      assertThat(lower.sessions).isEmpty();
    }
  }

  static Stream<java.util.function.Consumer<FakeRenderer>> brokenNewcomers() {
    return Stream.of(
        r -> r.openFailure = new OrielException(ErrorCode.RENDERER_UNAVAILABLE, "no GPU"),
        r -> r.openFailure = new UnsatisfiedLinkError("no library"),
        r -> r.prepareFailure = new IllegalStateException("no stage"),
        r -> r.commitFailure = new OrielException(ErrorCode.RENDERER_FAILED, "no"),
        r -> r.placement = new Placement("nowhere", 0));
  }

  @ParameterizedTest
  @MethodSource("brokenNewcomers")
  void aNewcomerThatDoesNotDrawTheStageLeavesTheFormer(
      java.util.function.Consumer<FakeRenderer> fault) {
    try (LogLines log = new LogLines();
        Rig rig = new Rig().ready()) {
      long epoch = rig.status().epoch();
      List<String> aovs = rig.status().aov().available();
      FakeRenderer newcomer = new FakeRenderer();
      newcomer.aovs = List.of("Other");
      fault.accept(newcomer);
      rig.add(newcomer, 10);
      rig.until(() -> !log.with("the former one goes on").isEmpty());
      int from = rig.sink.count();
      rig.ticks(10);
      assertThat(rig.sink.frames().subList(from, from + 10)).noneMatch(RecordingSink.Seen::held);
      assertThat(rig.status().epoch()).isEqualTo(epoch);
      assertThat(rig.status().aov().available()).isEqualTo(aovs);
      assertThat(rig.renderer.last().closeThread).isNull();
      rig.until(() -> newcomer.sessions.stream().allMatch(s -> s.closeThread != null));
      assertThat(newcomer.sessions).allMatch(s -> s.closeThread.equals(rig.renderThread()));
      assertThat(newcomer.violations).isEmpty();

      rig.opened("second.usda");
      assertThat(log.with("the former one goes on")).hasSize(1);
      assertThat(newcomer.sessions.size()).isLessThanOrEqualTo(1);
    }
  }

  /** A removal that has come so far that it waits for the renderer to be closed. */
  private static Thread removing(Rig rig, FakeRenderer renderer) {
    Thread remover = Thread.ofPlatform().start(() -> rig.stream.loader().remove(renderer));
    Set<Thread.State> waits = EnumSet.of(Thread.State.WAITING, Thread.State.TIMED_WAITING);
    Rig.untilStill(() -> waits.contains(remover.getState()));
    return remover;
  }

  @Test
  void aRendererThatGoesWhileItPreparesIsClosedAfterwards() {
    try (Rig rig = new Rig().ready()) {
      Gate preparing = new Gate();
      rig.renderer.prepareGate = preparing;
      CompletableFuture<StageStatus> result = rig.open("second.usda");
      preparing.awaitReached();
      Thread remover = removing(rig, rig.renderer);
      rig.ticks(5);
      assertThat(rig.renderer.last().closeThread).isNull();
      preparing.open();
      rig.until(() -> !remover.isAlive());
      assertThat(rig.renderer.last().closeThread).isEqualTo(rig.renderThread());
      assertThat(Rig.failureOf(result).code()).isEqualTo(ErrorCode.RENDERER_UNAVAILABLE);
      rig.until(() -> rig.reader.closes().stream().allMatch(n -> n == 1));
      rig.assertPartsTreatedWell();
    }
  }

  @Test
  void aStageThatIsStillReadWhenTheRendererGoesIsShownByTheNext() {
    try (Rig rig = new Rig().ready()) {
      FakeRenderer spare = new FakeRenderer();
      rig.add(spare, -1);
      Gate reading = new Gate();
      rig.reader.gate = reading;
      CompletableFuture<StageStatus> result = rig.open("second.usda");
      reading.awaitReached();
      rig.running(() -> rig.stream.loader().remove(rig.renderer));
      reading.open();
      rig.until(result::isDone);
      assertThat(result.join().location()).isEqualTo("second.usda");
      assertThat(spare.last().steps.get()).isPositive();
      rig.assertPartsTreatedWell();
    }
  }

  @Test
  void aNewcomerThatGoesWhileItTakesOverDoesNotTakeOver() {
    try (Rig rig = new Rig().ready()) {
      FakeRenderer newcomer = new FakeRenderer();
      Gate preparing = new Gate();
      newcomer.prepareGate = preparing;
      rig.add(newcomer, 10);
      preparing.awaitReached();
      Thread remover = removing(rig, newcomer);
      rig.ticks(5);
      preparing.open();
      rig.until(() -> !remover.isAlive());
      assertThat(newcomer.last().closeThread).isEqualTo(rig.renderThread());
      assertThat(newcomer.last().steps).hasValue(0);
      assertThat(newcomer.violations).isEmpty();
      rig.ticks(3);
      assertThat(rig.sink.last().held()).isFalse();
      assertThat(rig.status().ready()).isTrue();
    }
  }

  @Test
  void theFormerMayGoWhileANewcomerTakesOver() {
    try (Rig rig = new Rig().ready()) {
      FakeRenderer newcomer = new FakeRenderer();
      Gate preparing = new Gate();
      newcomer.prepareGate = preparing;
      rig.add(newcomer, 10);
      preparing.awaitReached();
      rig.running(() -> rig.stream.loader().remove(rig.renderer));
      preparing.open();
      rig.until(() -> rig.status().ready());
      rig.close();
      assertThat(rig.reader.closes()).containsOnly(1);
      assertThat(newcomer.violations).isEmpty();
      rig.assertPartsTreatedWell();
    }
  }

  @Test
  void aRendererThatHangsWhenItGoesIsGivenUpAndNeverFreed() {
    try (Rig rig = new Rig().ready()) {
      Gate step = new Gate();
      rig.renderer.stepGate = step;
      rig.clock.jump(Duration.ofMillis(20));
      step.awaitReached();
      rig.stream.loader().remove(rig.renderer);
      assertThat(rig.count(EngineCounter.RENDERERS_ABANDONED)).isEqualTo(1);

      FakeRenderer next = new FakeRenderer();
      rig.add(next, 0);
      step.open();
      rig.until(() -> next.sessions.size() == 1 && next.last().steps.get() > 0);
      int steps = rig.renderer.last().steps.get();
      rig.ticks(5);
      assertThat(rig.renderer.last().steps).hasValue(steps);
      assertThat(rig.renderer.last().closeThread).isNull();
      assertThat(rig.status().ready()).isTrue();
      Rig.untilStill(() -> rig.reader.closes().getFirst() == 1);
    }
  }

  @Test
  void aRendererWithItsOwnMemoryGetsItsOwnBuffers() {
    try (Rig rig = new Rig().ready()) {
      FakeMemory memory = new FakeMemory();
      rig.stream.loader().addMemory(Rig.offer(memory, Map.of("oriel.memory", "fake")));
      FakeRenderer newcomer = new FakeRenderer();
      newcomer.placement = new Placement("fake", 0);
      long epoch = rig.status().epoch();
      int from = rig.sink.count();
      rig.add(newcomer, 10);
      rig.until(() -> rig.status().epoch() > epoch && !rig.sink.last().held());
      assertThat(memory.open).hasValue(Rig.BUFFERS);
      assertThat(rig.sink.frames().subList(from, rig.sink.count()))
          .allMatch(f -> (f.pixel() & FakeConverter.MARK) == FakeConverter.MARK);
      assertThat(rig.count(EngineCounter.CONVERSIONS_FAILED)).isZero();
      rig.close();
      assertThat(memory.open).hasValue(0);
    }
  }

  @Test
  void aRendererWhoseMemoryIsNotThereIsTriedAgainWhenItComes() {
    try (Rig rig = new Rig()) {
      rig.renderer.placement = new Placement("fake", 0);
      rig.addParts().start();
      rig.until(() -> rig.status().problem().map(Problem::detail).orElse("").contains("'fake'"));
      rig.stream.loader().addMemory(Rig.offer(new FakeMemory(), Map.of("oriel.memory", "fake")));
      rig.until(() -> rig.status().ready());
      rig.assertPartsTreatedWell();
    }
  }

  /** Host memory under another name, counted. */
  private static final class FakeMemory implements io.oriel.api.image.ImageMemory {
    private final java.util.concurrent.atomic.AtomicInteger open =
        new java.util.concurrent.atomic.AtomicInteger();
    private final HostMemory host = new HostMemory();

    @Override
    public io.oriel.api.image.ImageAllocation allocate(
        io.oriel.api.image.ImageSpec spec, int device) throws OrielException {
      io.oriel.api.image.ImageAllocation allocation = host.allocate(spec, device);
      open.incrementAndGet();
      return new io.oriel.api.image.ImageAllocation() {
        @Override
        public io.oriel.api.image.Image image() {
          return allocation.image();
        }

        @Override
        public void close() {
          open.decrementAndGet();
          allocation.close();
        }
      };
    }

    @Override
    public void download(io.oriel.api.image.Image from, HostImage to) throws OrielException {
      host.download(from, to);
    }
  }
}
