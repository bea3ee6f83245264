package io.oriel.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.oriel.api.aov.Aovs;
import io.oriel.api.error.ErrorCode;
import io.oriel.api.error.Problem;
import io.oriel.api.stream.StageStatus;
import io.oriel.api.swap.ServiceUse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Calls on the render thread, other than a step, that do not return. */
class RenderThreadHangTest {
  enum Drawing {
    MAP((renderer, gate) -> renderer.mapGate = gate),
    CLOSE_FRAME((renderer, gate) -> renderer.frameCloseGate = gate),
    CLOSE_FRAME_AFTER_A_FAULT((renderer, gate) -> {
      renderer.mapFailures.put(Aovs.LDR_COLOR, new IllegalStateException("planned"));
      renderer.frameCloseGate = gate;
    });

    final BiConsumer<FakeRenderer, Gate> hang;

    Drawing(BiConsumer<FakeRenderer, Gate> hang) {
      this.hang = hang;
    }
  }

  enum Closing {
    PREPARED((renderer, gate) -> renderer.preparedCloseGate = gate),
    RENDERER((renderer, gate) -> renderer.closeGate = gate);

    final BiConsumer<FakeRenderer, Gate> hang;

    Closing(BiConsumer<FakeRenderer, Gate> hang) {
      this.hang = hang;
    }
  }

  /** The loop comes to the gate, and the watchdog after more than five seconds. */
  private static void hangs(Rig rig, Gate gate) {
    rig.clock.jump(Duration.ofMillis(20));
    gate.awaitReached();
    rig.clock.jump(Duration.ofSeconds(6));
    Rig.untilStill(() -> rig.count(EngineCounter.RENDERERS_ABANDONED) == 1);
  }

  private static void assertGivenUp(Rig rig) {
    assertThat(rig.stream.uses())
        .filteredOn(use -> use.state() == ServiceUse.State.GIVEN_UP)
        .extracting(use -> use.problem().map(Problem::code).orElseThrow())
        .containsExactly(ErrorCode.RENDERER_HANGS);
  }

  private static void assertGoesOn(Rig rig) {
    rig.until(() -> rig.status().ready() && !rig.sink.last().held());
    assertThat(rig.opened("another.usda").location()).isEqualTo("another.usda");
    RenderLoopTest.assertContiguous(rig);
    rig.assertPartsTreatedWell();
  }

  @ParameterizedTest
  @EnumSource
  void aNewcomerThatHangsWhileItDrawsIsLeftAndTheFormerDrawsAgain(Drawing how) {
    try (Rig rig = new Rig().ready()) {
      FakeRenderer newcomer = new FakeRenderer();
      rig.add(newcomer, 10);
      rig.until(() -> !newcomer.sessions.isEmpty() && newcomer.last().steps.get() > 1);
      Gate gate = new Gate();
      how.hang.accept(newcomer, gate);
      hangs(rig, gate);
      rig.until(() -> rig.renderer.sessions.size() == 2 && rig.renderer.last().steps.get() > 1);
      assertGivenUp(rig);
      int steps = newcomer.last().steps.get();
      gate.open();
      assertGoesOn(rig);
      assertThat(newcomer.last().steps).as("its thread ends").hasValue(steps);
      assertThat(newcomer.last().closeThread).as("never closed").isNull();
      assertThat(newcomer.violations).isEmpty();
    }
  }

  @Test
  void aNewcomerThatHangsWhenItIsToTakeOverLeavesTheFormer() {
    try (Rig rig = new Rig().ready()) {
      FakeRenderer newcomer = new FakeRenderer();
      Gate gate = new Gate();
      newcomer.commitGate = gate;
      rig.add(newcomer, 10);
      Rig.untilStill(() -> !newcomer.sessions.isEmpty() && !newcomer.last().prepared.isEmpty());
      comesTo(rig, gate);
      rig.clock.jump(Duration.ofSeconds(6));
      Rig.untilStill(() -> rig.count(EngineCounter.RENDERERS_ABANDONED) == 1);
      assertGoesOn(rig);
      assertGivenUp(rig);
      assertThat(rig.renderer.sessions).as("it drew all the time").hasSize(1);
      gate.open();
      rig.ticks(5);
      assertThat(newcomer.last().closeThread).isNull();
      assertThat(newcomer.last().prepared.getFirst().closed).hasValue(0);
      assertThat(newcomer.violations).isEmpty();
    }
  }

  /** The loop turns until somebody hangs at the gate. */
  private static void comesTo(Rig rig, Gate gate) {
    rig.clock.run(true);
    gate.awaitReached();
    rig.clock.run(false);
  }

  @Test
  void aRendererThatHangsWhenItTakesAStageGivesWayToAnother() {
    try (Rig rig = new Rig()) {
      FakeRenderer spare = new FakeRenderer();
      rig.add(spare, -1).ready();
      Gate gate = new Gate();
      rig.renderer.commitGate = gate;
      CompletableFuture<StageStatus> result = rig.open("second.usda");
      comesTo(rig, gate);
      rig.clock.jump(Duration.ofSeconds(6));
      assertThat(Rig.failureOf(result).code()).isEqualTo(ErrorCode.RENDERER_HANGS);
      rig.until(() -> !spare.sessions.isEmpty() && spare.last().steps.get() > 1);
      assertThat(rig.status().stage().location()).isEqualTo("first.usda");
      assertGivenUp(rig);
      gate.open();
      assertGoesOn(rig);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aFormerThatHangsWhenItIsClosedDoesNotHoldTheNewcomer(Closing how) {
    try (Rig rig = new Rig().ready()) {
      Gate gate = new Gate();
      how.hang.accept(rig.renderer, gate);
      FakeRenderer newcomer = new FakeRenderer();
      rig.add(newcomer, 10);
      comesTo(rig, gate);
      rig.clock.jump(Duration.ofSeconds(6));
      Rig.untilStill(() -> rig.count(EngineCounter.RENDERERS_ABANDONED) == 1);
      rig.until(() -> newcomer.last().steps.get() > 1);
      assertGivenUp(rig);
      assertGoesOn(rig);
      gate.open();
      rig.ticks(5);
      assertThat(rig.sink.last().held()).isFalse();
      assertThat(newcomer.violations).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  void aRendererThatHangsWhenItIsRestartedIsLeftEvenAlone(Closing how) {
    try (Rig rig = new Rig().ready()) {
      Gate gate = new Gate();
      how.hang.accept(rig.renderer, gate);
      CompletableFuture<StageStatus> result = rig.stream.restart().toCompletableFuture();
      comesTo(rig, gate);
      how.hang.accept(rig.renderer, null);
      rig.clock.jump(Duration.ofSeconds(6));
      Rig.untilStill(() -> rig.count(EngineCounter.RENDERERS_ABANDONED) > 0);
      rig.until(result::isDone);
      assertThat(result.join().location()).isEqualTo("first.usda");
      assertThat(rig.renderer.sessions).hasSize(2);
      gate.open();
      rig.until(() -> rig.status().ready() && !rig.sink.last().held());
    }
  }
}
