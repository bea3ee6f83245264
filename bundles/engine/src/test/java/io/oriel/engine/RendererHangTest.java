package io.oriel.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.oriel.api.error.ErrorCode;
import io.oriel.api.error.Problem;
import io.oriel.api.stream.StageStatus;
import io.oriel.api.swap.ServiceUse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Renderers that do not return from being opened or from preparing a stage. */
class RendererHangTest {
  private static final Duration TOO_LONG = Duration.ofSeconds(310);

  enum Hanging {
    OPEN,
    PREPARE,
    PREPARE_UNDER_LOCK;

    /** A newcomer that hangs so, at this gate. */
    FakeRenderer newcomer(Gate gate) {
      FakeRenderer newcomer = new FakeRenderer();
      newcomer.openGate = this == OPEN ? gate : null;
      newcomer.prepareGate = this == OPEN ? null : gate;
      newcomer.prepareNeedsLock = this == PREPARE_UNDER_LOCK;
      return newcomer;
    }
  }

  private static List<Problem> givenUp(Rig rig) {
    return rig.stream.uses().stream()
        .filter(use -> use.state() == ServiceUse.State.GIVEN_UP)
        .map(use -> use.problem().orElseThrow())
        .toList();
  }

  private static void assertClosedLate(Rig rig, FakeRenderer renderer, Gate gate) {
    gate.open();
    rig.until(
        () -> !renderer.sessions.isEmpty() && renderer.sessions.getFirst().closeThread != null);
    FakeRenderer.Session session = renderer.sessions.getFirst();
    assertThat(session.closeThread).isEqualTo(rig.renderThread());
    assertThat(session.prepared).allMatch(p -> p.closed.get() == 1);
    assertThat(renderer.violations).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Hanging.class)
  void aNewcomerThatHangsIsGivenUpWhenItsTimeIsOver(Hanging how) {
    try (Rig rig = new Rig().ready()) {
      Gate hanging = new Gate();
      FakeRenderer newcomer = how.newcomer(hanging);
      rig.add(newcomer, 10);
      hanging.awaitReached();
      rig.clock.jump(TOO_LONG);
      rig.until(() -> rig.count(EngineCounter.RENDERERS_ABANDONED) == 1);
      rig.until(() -> !givenUp(rig).isEmpty());
      assertThat(givenUp(rig)).extracting(Problem::code).containsExactly(ErrorCode.STAGE_TIMEOUT);
      rig.until(() -> !rig.sink.last().held());
      assertThat(rig.status().ready()).isTrue();
      assertThat(rig.opened("second.usda").location()).isEqualTo("second.usda");
      assertThat(rig.renderer.sessions).hasSize(1);
      assertClosedLate(rig, newcomer, hanging);
      rig.assertPartsTreatedWell();
    }
  }

  @ParameterizedTest
  @EnumSource(Hanging.class)
  void aStageThatIsAskedForDoesNotWaitForANewcomerThatHangs(Hanging how) {
    try (Rig rig = new Rig().ready()) {
      Gate hanging = new Gate();
      FakeRenderer newcomer = how.newcomer(hanging);
      rig.add(newcomer, 10);
      hanging.awaitReached();
      newcomer.openGate = null;
      newcomer.prepareGate = null;
      assertThat(rig.opened("second.usda").location()).isEqualTo("second.usda");
      Rig.untilStill(() -> rig.count(EngineCounter.RENDERERS_ABANDONED) == 1);
      // It is tried again with that one.
      rig.until(() -> !newcomer.sessions.isEmpty() && newcomer.last().steps.get() > 0);
      assertThat(givenUp(rig)).isEmpty();
      hanging.open();
      if (how == Hanging.OPEN) {
        rig.until(() -> newcomer.sessions.size() == 2 && newcomer.last().closeThread != null);
        assertThat(newcomer.sessions.getFirst().closeThread).isNull();
      } else {
        assertClosedLate(rig, newcomer, hanging);
      }
      rig.assertPartsTreatedWell();
    }
  }

  @ParameterizedTest
  @EnumSource(Hanging.class)
  void aNewcomerThatHangsMayGo(Hanging how) {
    try (Rig rig = new Rig().ready()) {
      Gate hanging = new Gate();
      FakeRenderer newcomer = how.newcomer(hanging);
      rig.add(newcomer, 10);
      hanging.awaitReached();
      rig.running(() -> rig.stream.loader().remove(newcomer));
      assertThat(rig.count(EngineCounter.RENDERERS_ABANDONED)).isEqualTo(1);
      assertThat(rig.opened("second.usda").location()).isEqualTo("second.usda");
      assertClosedLate(rig, newcomer, hanging);
      rig.assertPartsTreatedWell();
    }
  }

  @Test
  void theFirstRendererThatHangsGivesWayToTheNext() {
    try (Rig rig = new Rig()) {
      Gate hanging = new Gate();
      rig.renderer.openGate = hanging;
      rig.addParts().start();
      hanging.awaitReached();
      FakeRenderer next = new FakeRenderer();
      rig.add(next, -1);
      rig.clock.jump(TOO_LONG);
      rig.until(() -> rig.status().ready());
      assertThat(next.last().steps.get()).isPositive();
      assertThat(givenUp(rig)).extracting(Problem::code).containsExactly(ErrorCode.STAGE_TIMEOUT);
      assertClosedLate(rig, rig.renderer, hanging);
    }
  }

  /** The renderer that draws does not come back from preparing another stage. */
  private static Gate stuck(Rig rig) {
    Gate hanging = new Gate();
    rig.renderer.prepareGate = hanging;
    CompletableFuture<StageStatus> result = rig.open("stuck.usda");
    hanging.awaitReached();
    rig.renderer.prepareGate = null;
    rig.clock.jump(TOO_LONG);
    assertThat(Rig.failureOf(result).code()).isEqualTo(ErrorCode.STAGE_TIMEOUT);
    rig.until(() -> rig.count(EngineCounter.RENDERERS_ABANDONED) == 1);
    return hanging;
  }

  @Test
  void aRendererThatHangsAtAnotherStageDrawsOnUntilANewcomerDoes() {
    try (Rig rig = new Rig().ready()) {
      final Gate hanging = stuck(rig);
      rig.ticks(5);
      assertThat(rig.sink.last().held()).isFalse();
      CompletableFuture<StageStatus> next = rig.open("second.usda");
      assertThat(Rig.failureOf(next).code()).isEqualTo(ErrorCode.RENDERER_HANGS);
      assertThat(rig.status().ready()).isTrue();

      FakeRenderer newcomer = new FakeRenderer();
      rig.add(newcomer, 0);
      rig.until(() -> !newcomer.sessions.isEmpty() && newcomer.last().steps.get() > 0);
      assertThat(rig.opened("second.usda").location()).isEqualTo("second.usda");
      FakeRenderer.Session former = rig.renderer.last();
      assertThat(former.closeThread).as("not closed beside the call").isNull();
      assertThat(former.prepared).allMatch(p -> p.closed.get() == 0);
      assertThat(rig.reader.stages.getFirst().closed).as("what it may read").hasValue(0);
      hanging.open();
      rig.until(() -> former.closeThread != null);
      assertThat(former.prepared).hasSize(2).allMatch(p -> p.closed.get() == 1);
      Rig.untilStill(() -> rig.reader.closes().subList(0, 2).equals(List.of(1, 1)));
      rig.assertPartsTreatedWell();
    }
  }

  @Test
  void aRendererThatHangsAtAnotherStageGivesWayToAnotherThatIsThere() {
    try (Rig rig = new Rig()) {
      FakeRenderer spare = new FakeRenderer();
      rig.add(spare, -1).ready();
      final Gate hanging = stuck(rig);
      rig.until(() -> !spare.sessions.isEmpty() && spare.last().steps.get() > 0);
      assertThat(rig.status().stage().location()).isEqualTo("first.usda");
      assertThat(rig.status().ready()).isTrue();
      assertClosedLate(rig, rig.renderer, hanging);
    }
  }

  @Test
  void aRendererThatHangsUnderTheLockIsOpenedAnew() {
    try (Rig rig = new Rig()) {
      rig.renderer.prepareNeedsLock = true;
      rig.ready();
      final Gate hanging = stuck(rig);
      rig.until(() -> rig.renderer.sessions.size() == 2 && rig.renderer.last().steps.get() > 1);
      rig.until(() -> rig.status().ready());
      assertThat(rig.status().stage().location()).isEqualTo("first.usda");
      assertThat(rig.renderer.sessions.getFirst().closeThread).isNull();
      assertClosedLate(rig, rig.renderer, hanging);
    }
  }

  @Test
  void aRestartOpensARendererThatHangsAnew() {
    try (Rig rig = new Rig().ready()) {
      final Gate hanging = stuck(rig);
      CompletableFuture<StageStatus> result = rig.stream.restart().toCompletableFuture();
      rig.until(result::isDone);
      assertThat(result.join().location()).isEqualTo("first.usda");
      assertThat(rig.renderer.sessions).hasSize(2);
      assertClosedLate(rig, rig.renderer, hanging);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aStreamEndsBesideARendererThatHangs(boolean opening) {
    Gate hanging = new Gate();
    Rig rig = new Rig();
    FakeRenderer renderer = rig.renderer;
    if (opening) {
      renderer.openGate = hanging;
    } else {
      renderer.prepareGate = hanging;
    }
    rig.addParts().start();
    hanging.awaitReached();
    rig.close();
    assertThat(rig.count(EngineCounter.RENDERERS_ABANDONED)).isEqualTo(1);
    hanging.open();
    Rig.untilStill(() -> !renderer.sessions.isEmpty() && renderer.last().closeThread != null);
    assertThat(renderer.last().prepared).allMatch(p -> p.closed.get() == 1);
    Rig.untilStill(() -> rig.reader.closes().stream().allMatch(n -> n == 1));
    assertThat(renderer.violations).isEmpty();
  }
}
