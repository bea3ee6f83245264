package io.oriel.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.oriel.api.aov.Aovs;
import io.oriel.api.error.ErrorCode;
import io.oriel.api.error.Problem;
import io.oriel.api.swap.ServiceUse;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Steps that succeed and whose outputs cannot be had, or are nothing that can be shown. */
class OutputFailureTest {
  static Stream<Throwable> failures() {
    return RendererFailureTest.failures();
  }

  @ParameterizedTest
  @MethodSource("failures")
  void anOutputThatCannotBeHadIsNoFaultOfTheConverter(Throwable failure) {
    try (Rig rig = new Rig().ready()) {
      rig.renderer.mapFailures.put(Aovs.LDR_COLOR, failure);
      rig.ticks(10);
      assertThat(rig.sink.last().held()).isTrue();
      assertThat(rig.count(EngineCounter.STEPS_FAILED)).isEqualTo(10);
      assertThat(rig.count(EngineCounter.CONVERSIONS_FAILED)).isZero();
      assertThat(rig.count(EngineCounter.CONVERTERS_QUARANTINED)).isZero();
      assertThat(rig.status().problem()).map(Problem::code).hasValue(ErrorCode.RENDERER_FAILED);

      rig.renderer.mapFailures.clear();
      rig.tick();
      assertThat(rig.sink.last().held()).isFalse();
      assertThat(rig.status().problem()).isEmpty();
      assertThat(rig.converter.conversions).hasSize(1);
      RenderLoopTest.assertContiguous(rig);
    }
  }

  @Test
  void whereTheOutputAskedForCannotBeHadLdrColorIsShown() {
    try (Rig rig = new Rig().ready()) {
      rig.stream.updateView(view -> view.with().aov(Aovs.DEPTH).build());
      rig.until(() -> rig.status().aov().active().equals(Aovs.DEPTH));
      rig.renderer.mapFailures.put(Aovs.DEPTH, new IllegalStateException("no depth"));
      rig.ticks(50);
      assertThat(rig.status().aov().active()).isEqualTo(Aovs.LDR_COLOR);
      assertThat(rig.status().aov().problem())
          .map(Problem::code)
          .hasValue(ErrorCode.RENDERER_FAILED);
      assertThat(rig.sink.last().held()).isFalse();
      assertThat(rig.status().ready()).isTrue();
      rig.renderer.mapFailures.clear();
      rig.tick();
      assertThat(rig.status().aov().active()).isEqualTo(Aovs.DEPTH);
      assertThat(rig.status().aov().problem()).isEmpty();
      assertThat(rig.count(EngineCounter.CONVERTERS_QUARANTINED)).isZero();
    }
  }

  @Test
  void aNewcomerWhoseOutputsCannotBeHadGivesWayToTheFormer() {
    try (Rig rig = new Rig().ready()) {
      FakeRenderer newcomer = new FakeRenderer();
      newcomer.mapFailures.put(Aovs.LDR_COLOR, new IllegalStateException("no memory"));
      rig.add(newcomer, 10);
      rig.until(() -> rig.renderer.sessions.size() == 2 && rig.renderer.last().steps.get() > 1);
      assertThat(rig.count(EngineCounter.RENDERERS_QUARANTINED)).isEqualTo(1);
      assertThat(rig.count(EngineCounter.CONVERTERS_QUARANTINED)).isZero();
      assertThat(rig.status().ready()).isTrue();
      assertThat(givenUp(rig).detail()).contains("no memory");
      rig.assertPartsTreatedWell();
    }
  }

  @Test
  void aNewcomerThatLosesAnOutputTheFormerHasGivesWay() {
    try (Rig rig = new Rig().ready()) {
      rig.stream.updateView(view -> view.with().aov(Aovs.DEPTH).build());
      rig.until(() -> rig.status().aov().active().equals(Aovs.DEPTH));
      FakeRenderer newcomer = new FakeRenderer();
      newcomer.mapFailures.put(Aovs.DEPTH, new IllegalStateException("no depth"));
      rig.add(newcomer, 10);
      rig.until(() -> rig.renderer.sessions.size() == 2 && rig.renderer.last().steps.get() > 1);
      rig.until(() -> rig.status().aov().active().equals(Aovs.DEPTH));
      assertThat(givenUp(rig).detail()).contains("no depth");
    }
  }

  @Test
  void aConverterThatFailedAtOneRendererIsTriedAgainWithTheNext() {
    try (Rig rig = new Rig().ready()) {
      rig.converter.failure = new IllegalStateException("pixels of another kind");
      rig.until(() -> rig.count(EngineCounter.CONVERTERS_QUARANTINED) == 1);
      Rig.untilStill(() -> rig.stream.assembler().pipeline().conversions().isEmpty());
      rig.converter.failure = null;
      rig.tick();
      assertThat(rig.sink.last().held()).isTrue();
      FakeRenderer next = new FakeRenderer();
      rig.add(next, 10);
      rig.until(() -> !next.sessions.isEmpty() && !rig.sink.last().held());
      assertThat(rig.status().ready()).isTrue();
      assertThat(rig.converter.conversions).hasSize(2);
      rig.assertPartsTreatedWell();
    }
  }

  @Test
  void aNewcomerThatDrawsNothingAConverterTakesGivesWayToTheFormer() {
    try (Rig rig = new Rig().ready()) {
      FakeRenderer newcomer = new FakeRenderer();
      newcomer.aovs = List.of("Other");
      rig.add(newcomer, 10);
      rig.until(() -> rig.renderer.sessions.size() == 2 && rig.status().ready());
      assertThat(newcomer.last().steps.get()).isGreaterThanOrEqualTo(30);
      assertThat(newcomer.last().closeThread).isEqualTo(rig.renderThread());
      assertThat(rig.count(EngineCounter.STEPS_FAILED)).isZero();
      assertThat(givenUp(rig).code()).isEqualTo(ErrorCode.AOV_UNAVAILABLE);
      rig.tick();
      assertThat(rig.sink.last().held()).isFalse();
      RenderLoopTest.assertContiguous(rig);
      rig.assertPartsTreatedWell();
    }
  }

  @Test
  void theOnlyRendererStaysWhateverItDraws() {
    try (Rig rig = new Rig()) {
      rig.renderer.aovs = List.of("Other");
      rig.addParts().start();
      rig.until(() -> rig.status().aov().problem().isPresent());
      rig.ticks(100);
      assertThat(rig.count(EngineCounter.RENDERERS_QUARANTINED)).isZero();
      assertThat(rig.renderer.last().closeThread).isNull();
    }
  }

  private static Problem givenUp(Rig rig) {
    return rig.stream.uses().stream()
        .filter(use -> use.state() == ServiceUse.State.GIVEN_UP)
        .findFirst()
        .orElseThrow()
        .problem()
        .orElseThrow();
  }
}
