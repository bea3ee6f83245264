package io.oriel.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.oriel.api.stage.StageSource;
import io.oriel.api.swap.ServiceUse;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Renderers that are slow. */
class RendererPaceTest {
  /** Has the next steps, or their outputs, take half a second each. */
  private static void slow(Rig rig, FakeRenderer renderer, boolean mapping, int times) {
    AtomicInteger left = new AtomicInteger(times);
    Runnable halfASecond =
        () -> {
          if (left.getAndDecrement() > 0) {
            rig.clock.jump(Duration.ofMillis(500));
          }
        };
    if (mapping) {
      renderer.whileMapping = halfASecond;
    } else {
      renderer.meanwhile = halfASecond;
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aNewcomerThatIsSlowGivesWayToTheFormer(boolean mapping) {
    try (Rig rig = new Rig().ready()) {
      FakeRenderer newcomer = new FakeRenderer();
      rig.add(newcomer, 10);
      rig.until(() -> !newcomer.sessions.isEmpty() && newcomer.last().steps.get() > 1);
      slow(rig, newcomer, mapping, 2);
      rig.ticks(5);
      assertThat(rig.count(EngineCounter.RENDERERS_QUARANTINED)).isZero();
      slow(rig, newcomer, mapping, 3);
      rig.until(() -> rig.renderer.sessions.size() == 2 && rig.renderer.last().steps.get() > 1);
      assertThat(rig.count(EngineCounter.RENDERERS_QUARANTINED)).isEqualTo(1);
      assertThat(newcomer.last().closeThread).isEqualTo(rig.renderThread());
      assertThat(rig.status().ready()).isTrue();
      assertThat(rig.stream.uses())
          .filteredOn(use -> use.state() == ServiceUse.State.GIVEN_UP)
          .singleElement()
          .satisfies(use -> assertThat(use.problem().orElseThrow().detail()).contains("400 ms"));
      rig.assertPartsTreatedWell();
    }
  }

  @Test
  void whereTheFormerWasSlowTooTheNewcomerDraws() {
    try (Rig rig = new Rig().ready()) {
      // The loop never rests meanwhile, and time flies.
      rig.stream.openStage(StageSource.of("heavy.usda").within(Duration.ofDays(365)));
      rig.until(() -> rig.status().stage().location().equals("heavy.usda"));
      AtomicBoolean slow = new AtomicBoolean(true);
      FakeRenderer newcomer = new FakeRenderer();
      rig.renderer.meanwhile = () -> halfASecondWhile(slow, rig);
      newcomer.meanwhile = () -> halfASecondWhile(slow, rig);
      rig.clock.jump(Duration.ofMillis(20));
      int steps = rig.renderer.last().steps.get();
      Rig.untilStill(() -> rig.renderer.last().steps.get() > steps + 3);
      rig.add(newcomer, 10);
      Rig.untilStill(() -> !newcomer.sessions.isEmpty() && newcomer.last().steps.get() > 10);
      slow.set(false);
      rig.ticks(10);
      assertThat(rig.count(EngineCounter.RENDERERS_QUARANTINED)).isZero();
      assertThat(rig.renderer.sessions).hasSize(1);
    }
  }

  private static void halfASecondWhile(AtomicBoolean slow, Rig rig) {
    if (slow.get()) {
      LockSupport.parkNanos(1_000_000);
      rig.clock.jump(Duration.ofMillis(500));
    }
  }

  @Test
  void howQuickAFormerWasWithAnotherStageDoesNotCount() {
    try (Rig rig = new Rig().ready()) {
      FakeRenderer newcomer = new FakeRenderer();
      rig.add(newcomer, 10);
      rig.until(() -> !newcomer.sessions.isEmpty() && newcomer.last().steps.get() > 1);
      rig.opened("heavy.usda");
      slow(rig, newcomer, false, 9);
      rig.ticks(20);
      assertThat(rig.count(EngineCounter.RENDERERS_QUARANTINED)).isZero();
      assertThat(rig.renderer.sessions).hasSize(1);
    }
  }
}
