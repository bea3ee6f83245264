package io.oriel.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.oriel.api.aov.Aovs;
import io.oriel.api.aov.ToneMapping;
import io.oriel.api.error.ErrorCode;
import io.oriel.api.error.OrielException;
import io.oriel.api.error.Problem;
import io.oriel.api.swap.ServiceUse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Converters that are chosen, fail, and are replaced under a running loop. */
class ConversionTest {
  @Test
  void anotherOutputRaisesTheEpochWithItsFirstPicture() {
    try (Rig rig = new Rig().ready()) {
      long epoch = rig.status().epoch();
      request(rig, Aovs.DEPTH);
      rig.until(() -> rig.status().aov().active().equals(Aovs.DEPTH));
      assertThat(rig.status().epoch()).isEqualTo(epoch + 1);
      assertThat(rig.status().aov().problem()).isEmpty();
      assertThat(rig.status().aov().available()).containsExactly(Aovs.LDR_COLOR, Aovs.DEPTH);
      assertThat(rig.sink.frames().stream().filter(f -> f.epoch() > epoch).findFirst())
          .hasValueSatisfying(f -> assertThat(f.discontinuity()).isTrue());
      assertThat(rig.sink.frames().stream().filter(f -> f.discontinuity())).hasSize(3);
      RenderLoopTest.assertContiguous(rig);
    }
  }

  @Test
  void aConverterBringsAnOutputThatIsMadeOfAnother() {
    try (Rig rig = new Rig().ready()) {
      FakeConverter heat = new FakeConverter();
      rig.addMaking(heat, 0, "Heat", Aovs.DEPTH);
      rig.until(() -> rig.status().aov().available().size() == 3);
      assertThat(rig.status().aov().available())
          .containsExactly(Aovs.LDR_COLOR, Aovs.DEPTH, "Heat");
      long epoch = rig.status().epoch();
      request(rig, "Heat");
      rig.until(() -> rig.status().aov().active().equals("Heat"));
      assertThat(rig.status().epoch()).isEqualTo(epoch + 1);
      assertThat(rig.status().aov().problem()).isEmpty();
      assertThat(heat.requests.getLast().input().aov()).isEqualTo(Aovs.DEPTH);
      assertThat(rig.renderer.last().view.aov()).isEqualTo(Aovs.DEPTH);

      request(rig, Aovs.DEPTH);
      rig.until(() -> rig.status().aov().active().equals(Aovs.DEPTH));
      request(rig, "Heat");
      rig.until(() -> rig.status().aov().active().equals("Heat"));
      rig.running(() -> rig.stream.assembler().remove(heat));
      rig.until(() -> rig.status().aov().active().equals(Aovs.LDR_COLOR));
      assertThat(rig.status().aov().available()).containsExactly(Aovs.LDR_COLOR, Aovs.DEPTH);
      assertThat(rig.status().aov().problem())
          .map(Problem::code)
          .hasValue(ErrorCode.AOV_UNAVAILABLE);
      RenderLoopTest.assertContiguous(rig);
      rig.assertPartsTreatedWell();
    }
  }

  @Test
  void whereOneThatReadsAnotherOutputRefusesTheNextServes() {
    try (Rig rig = new Rig().ready()) {
      FakeConverter refusing = new FakeConverter();
      FakeConverter serving = new FakeConverter();
      refusing.openFailure = new OrielException(ErrorCode.AOV_REFUSED, "not this layout");
      rig.addMaking(refusing, 5, "Heat", Aovs.DEPTH).addMaking(serving, 0, "Heat", Aovs.LDR_COLOR);
      request(rig, "Heat");
      rig.until(() -> rig.status().aov().active().equals("Heat"));
      assertThat(serving.requests.getLast().input().aov()).isEqualTo(Aovs.LDR_COLOR);
      assertThat(rig.status().aov().problem()).isEmpty();
    }
  }

  @Test
  void whatIsMadeOfAnOutputThatIsNotDrawnCannotBeChosen() {
    try (Rig rig = new Rig().ready()) {
      FakeConverter heat = new FakeConverter();
      rig.addMaking(heat, 0, "Heat", Aovs.NORMAL);
      rig.ticks(20);
      assertThat(rig.status().aov().available()).containsExactly(Aovs.LDR_COLOR, Aovs.DEPTH);
      request(rig, "Heat");
      rig.until(() -> rig.status().aov().problem().isPresent());
      assertThat(rig.status().aov().active()).isEqualTo(Aovs.LDR_COLOR);
    }
  }

  @Test
  void theLastOfManyRequestsWins() {
    try (Rig rig = new Rig().ready()) {
      List<Thread> askers = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        String aov = i % 2 == 0 ? Aovs.DEPTH : Aovs.LDR_COLOR;
        askers.add(
            Thread.ofPlatform()
                .start(() -> {
                  for (int k = 0; k < 500; k++) {
                    request(rig, aov);
                  }
                }));
      }
      askers.forEach(ConversionTest::join);
      rig.until(() -> rig.status().aov().requested().equals(rig.stream.view().aov()));
      rig.until(() -> rig.status().aov().active().equals(rig.stream.view().aov()));
    }
  }

  @Test
  void anOutputWithNothingInItShowsLdrColorSaysWhyAndKeepsItsConverter() {
    try (Rig rig = new Rig()) {
      FakeConverter depth = new FakeConverter();
      rig.addRenderer().addReader();
      rig.add(rig.converter, 0, Aovs.LDR_COLOR).add(depth, 0, Aovs.DEPTH);
      depth.failure = new OrielException(ErrorCode.AOV_EMPTY, "all zero");
      rig.start();
      request(rig, Aovs.DEPTH);
      rig.until(() -> rig.status().aov().problem().isPresent());
      rig.ticks(20);
      assertThat(rig.status().aov().active()).isEqualTo(Aovs.LDR_COLOR);
      Optional<Problem> empty = Optional.of(new Problem(ErrorCode.AOV_EMPTY, "all zero"));
      rig.until(() -> rig.status().aov().problem().equals(empty));
      assertThat(rig.count(EngineCounter.CONVERTERS_QUARANTINED)).isZero();
      depth.failure = null;
      rig.until(() -> rig.status().aov().active().equals(Aovs.DEPTH));
      assertThat(rig.status().aov().problem()).isEmpty();
    }
  }

  @Test
  void exposureAndToneMappingOpenTheConversionAnewWithoutAnotherEpoch() {
    try (Rig rig = new Rig().ready()) {
      long epoch = rig.status().epoch();
      rig.stream.updateView(v -> v.with().exposure(1.5).toneMapping(ToneMapping.ACES).build());
      rig.until(() -> rig.converter.requests.getLast().exposure() == 1.5);
      assertThat(rig.converter.requests.getLast().toneMapping()).isEqualTo(ToneMapping.ACES);
      rig.until(() -> rig.converter.conversions.getLast().converted.get() > 3);
      assertThat(rig.status().epoch()).isEqualTo(epoch);
      RenderLoopTest.assertContiguous(rig);
    }
  }

  @Test
  void anOutputThatTheRendererDoesNotHaveShowsLdrColorAndSaysWhy() {
    try (Rig rig = new Rig().ready()) {
      request(rig, "Nonsense");
      rig.until(() -> rig.status().aov().problem().isPresent());
      rig.tick();
      assertThat(rig.status().aov().problem())
          .hasValue(new Problem(ErrorCode.AOV_UNAVAILABLE, "the renderer has no Nonsense"));
      assertThat(rig.status().aov().active()).isEqualTo(Aovs.LDR_COLOR);
      assertThat(rig.sink.last().held()).isFalse();
      assertThat(rig.status().ready()).isTrue();
    }
  }

  @Test
  void aConverterThatRefusesSaysWhyAndTheNextOneServes() {
    try (Rig rig = new Rig().addRenderer().addReader()) {
      FakeConverter refusing = new FakeConverter();
      refusing.openFailure = new OrielException(ErrorCode.AOV_REFUSED, "not this layout");
      rig.add(refusing, 5, Aovs.LDR_COLOR, Aovs.DEPTH);
      rig.add(rig.converter, 0, Aovs.LDR_COLOR).start();
      rig.until(() -> rig.status().ready());
      request(rig, Aovs.DEPTH);
      rig.until(() -> rig.status().aov().problem().isPresent());
      assertThat(rig.status().aov().problem())
          .hasValue(new Problem(ErrorCode.AOV_REFUSED, "not this layout"));
      assertThat(rig.status().aov().active()).isEqualTo(Aovs.LDR_COLOR);
    }
  }

  static Stream<Throwable> failures() {
    return RendererFailureTest.failures();
  }

  @ParameterizedTest
  @MethodSource("failures")
  void aFailedConversionShowsLdrColorAndAfterThreeTheConverterIsNoLongerUsed(Throwable failure) {
    try (LogLines log = new LogLines();
        Rig rig = new Rig().addRenderer().addReader()) {
      FakeConverter depth = new FakeConverter();
      rig.add(rig.converter, 0, Aovs.LDR_COLOR).add(depth, 0, Aovs.DEPTH).start();
      rig.until(() -> rig.status().ready());
      request(rig, Aovs.DEPTH);
      rig.until(() -> rig.status().aov().active().equals(Aovs.DEPTH));
      long epoch = rig.status().epoch();

      depth.failure = failure;
      rig.tick();
      assertThat(rig.status().aov().active()).isEqualTo(Aovs.LDR_COLOR);
      assertThat(rig.status().aov().requested()).isEqualTo(Aovs.DEPTH);
      assertThat(rig.sink.last().held()).isFalse();
      rig.until(() -> rig.status().aov().problem().isPresent());
      rig.until(() -> rig.count(EngineCounter.CONVERTERS_QUARANTINED) == 1);
      rig.until(() -> depth.conversions.getFirst().closeThread != null);
      rig.until(() -> rig.status().aov().available().equals(List.of(Aovs.LDR_COLOR)));
      rig.ticks(10);
      assertThat(rig.status().epoch()).isEqualTo(epoch + 1);
      assertThat(rig.status().aov().problem())
          .map(Problem::code)
          .hasValue(ErrorCode.AOV_UNAVAILABLE);
      assertThat(depth.conversions).hasSize(1);
      assertThat(log.with("no longer used")).hasSize(1);
      assertThat(rig.status().ready()).isTrue();
      RenderLoopTest.assertContiguous(rig);
    }
  }

  @Test
  void aNewcomerThatFailsThreeTimesIsPutAsideAndTheFormerServesOn() {
    try (Rig rig = new Rig().ready()) {
      FakeConverter newcomer = new FakeConverter();
      newcomer.failure = new IllegalStateException("new and broken");
      rig.add(newcomer, 10, Aovs.LDR_COLOR);
      rig.until(() -> rig.count(EngineCounter.CONVERTERS_QUARANTINED) == 1);
      rig.until(() -> !rig.sink.last().held());
      rig.ticks(5);
      assertThat(rig.sink.last().held()).isFalse();
      assertThat(rig.status().ready()).isTrue();
      assertThat(newcomer.conversions.getFirst().closeThread).isEqualTo(rig.renderThread());
      assertThat(rig.converter.conversions).hasSize(2);
      RenderLoopTest.assertContiguous(rig);
      rig.assertPartsTreatedWell();
    }
  }

  @Test
  void aNewcomerThatIsSlowFromTheStartNeverServes() {
    try (Rig rig = new Rig().ready()) {
      FakeConverter newcomer = new FakeConverter();
      int from = rig.sink.count();
      slow(rig, newcomer, 3);
      rig.add(newcomer, 10, Aovs.LDR_COLOR);
      rig.until(() -> rig.count(EngineCounter.CONVERTERS_QUARANTINED) == 1);
      rig.until(() -> newcomer.conversions.getFirst().closeThread != null);
      rig.ticks(5);
      assertThat(newcomer.conversions.getFirst().shown).isZero();
      assertThat(rig.converter.conversions).hasSize(1);
      rig.running(() -> rig.stream.assembler().remove(rig.converter));
      rig.until(() -> newcomer.conversions.getLast().shown > 1);
      assertThat(rig.sink.frames().subList(from, rig.sink.count()))
          .noneMatch(RecordingSink.Seen::held);
      rig.assertPartsTreatedWell();
    }
  }

  @Test
  void aNewcomerThatBecomesSlowIsPutAsideAndTheFormerServesOn() {
    try (Rig rig = new Rig().ready()) {
      FakeConverter newcomer = new FakeConverter();
      rig.add(newcomer, 10, Aovs.LDR_COLOR);
      rig.until(() -> newcomer.conversions.stream().anyMatch(c -> c.shown > 1));
      slow(rig, newcomer, 2);
      rig.ticks(5);
      assertThat(rig.count(EngineCounter.CONVERTERS_QUARANTINED)).isZero();
      slow(rig, newcomer, 3);
      rig.until(() -> rig.count(EngineCounter.CONVERTERS_QUARANTINED) == 1);
      rig.until(() -> rig.converter.conversions.size() == 2);
      rig.until(() -> rig.converter.conversions.getLast().shown > 3);
      assertThat(rig.stream.uses())
          .filteredOn(use -> use.state() == ServiceUse.State.GIVEN_UP)
          .singleElement()
          .satisfies(use -> assertThat(use.problem().orElseThrow().detail()).contains("400 ms"));
      rig.assertPartsTreatedWell();
    }
  }

  @Test
  void theOnlyConverterStaysHoweverSlowItIs() {
    try (Rig rig = new Rig().ready()) {
      slow(rig, rig.converter, 9);
      rig.ticks(10);
      assertThat(rig.count(EngineCounter.CONVERTERS_QUARANTINED)).isZero();
      assertThat(rig.sink.last().held()).isFalse();
    }
  }

  @Test
  void aNewcomerThatFailsOftenIsPutAsideThoughItSucceedsBetween() {
    try (Rig rig = new Rig().ready()) {
      FakeConverter newcomer = new FakeConverter();
      rig.add(newcomer, 10, Aovs.LDR_COLOR);
      rig.until(() -> newcomer.conversions.stream().anyMatch(c -> c.shown > 1));
      for (int i = 0; i < 10; i++) {
        fail(rig, newcomer, 1);
        rig.ticks(9);
      }
      assertThat(rig.count(EngineCounter.CONVERTERS_QUARANTINED)).isZero();
      for (int i = 0; i < 3; i++) {
        fail(rig, newcomer, 2);
        rig.tick();
      }
      rig.until(() -> rig.count(EngineCounter.CONVERTERS_QUARANTINED) == 1);
      rig.until(() -> rig.converter.conversions.getLast().shown > 1);
      assertThat(ConverterUseTest.state(rig, Aovs.LDR_COLOR)).isEqualTo(ServiceUse.State.GIVEN_UP);
      rig.assertPartsTreatedWell();
    }
  }

  @Test
  void failuresThatAreNotInARowDoNotPutAConverterAside() {
    try (Rig rig = new Rig().ready()) {
      for (int i = 0; i < 10; i++) {
        rig.converter.failure = new IllegalStateException("now and then");
        rig.ticks(2);
        rig.converter.failure = null;
        rig.tick();
      }
      assertThat(rig.count(EngineCounter.CONVERSIONS_FAILED)).isEqualTo(20);
      assertThat(rig.count(EngineCounter.CONVERTERS_QUARANTINED)).isZero();
    }
  }

  @Test
  void aStreamWhoseLastConverterFailsForGoodIsNotReadyAndSaysWhyUntilAnotherComes() {
    try (Rig rig = new Rig().ready()) {
      rig.converter.failure = new IllegalStateException("broken");
      rig.ticks(3);
      rig.untilNothingConverts();
      rig.until(() -> !rig.status().ready());
      assertThat(rig.status().problem()).map(Problem::code).hasValue(ErrorCode.AOV_UNAVAILABLE);
      assertThat(rig.sink.last().held()).isTrue();
      rig.add(new FakeConverter(), 0, Aovs.LDR_COLOR);
      rig.until(() -> rig.status().ready());
      assertThat(rig.status().problem()).isEmpty();
    }
  }

  @Test
  void aConverterReplacedTwoHundredTimesLosesNoFrame() {
    try (Rig rig = new Rig().ready()) {
      List<FakeConverter> all = new ArrayList<>(List.of(rig.converter));
      int from = rig.sink.count();
      rig.running(() -> {
        for (int i = 1; i <= 200; i++) {
          FakeConverter former = all.getLast();
          FakeConverter next = new FakeConverter();
          all.add(next);
          rig.add(next, i, Aovs.LDR_COLOR);
          Rig.untilStill(() -> next.conversions.stream().anyMatch(c -> c.converted.get() > 1));
          rig.stream.assembler().remove(former);
          assertThat(former.conversions).allMatch(c -> c.closeThread != null);
        }
      });
      rig.ticks(3);
      List<RecordingSink.Seen> seen = rig.sink.frames();
      assertThat(seen.subList(from, seen.size()))
          .allMatch(f -> !f.held() && (f.pixel() & FakeConverter.MARK) == FakeConverter.MARK)
          .allMatch(f -> f.epoch() == seen.get(from).epoch() && !f.discontinuity());
      RenderLoopTest.assertContiguous(rig);
      assertThat(rig.count(EngineCounter.FRAMES_DROPPED)).isZero();
      assertThat(all.stream().flatMap(c -> c.violations.stream())).isEmpty();
      assertThat(all.subList(0, 200).stream().flatMap(c -> c.conversions.stream()))
          .hasSize(200)
          .allMatch(c -> rig.renderThread().equals(c.closeThread));
      assertThat(all.getLast().conversions.getLast().closeThread).isNull();
    }
  }

  @Test
  void anUnbindReturnsOnlyWhenNoFrameUsesTheConverter() {
    try (Rig rig = new Rig().ready()) {
      Gate converting = new Gate();
      rig.converter.gate = converting;
      rig.clock.jump(Duration.ofMillis(20));
      converting.awaitReached();
      CompletableFuture<Void> unbound =
          CompletableFuture.runAsync(() -> rig.stream.assembler().remove(rig.converter));
      Rig.untilStill(() -> rig.stream.assembler().pipeline().conversions().isEmpty());
      assertThat(unbound).isNotDone();
      assertThat(rig.converter.conversions.getFirst().closeThread).isNull();
      rig.converter.gate = null;
      converting.open();
      rig.until(unbound::isDone);
      assertThat(rig.converter.conversions.getFirst().closeThread).isEqualTo(rig.renderThread());
      rig.assertPartsTreatedWell();
    }
  }

  @Test
  void anUnbindThatTheRenderThreadDoesNotAllowEndsAndTheConversionIsNeverFreed() {
    try (Rig rig = new Rig().ready()) {
      Gate converting = new Gate();
      rig.converter.gate = converting;
      rig.clock.jump(Duration.ofMillis(20));
      converting.awaitReached();
      rig.stream.assembler().remove(rig.converter);
      assertThat(rig.count(EngineCounter.CONVERTERS_QUARANTINED)).isEqualTo(1);
      converting.open();
      FakeConverter next = new FakeConverter();
      rig.add(next, 0, Aovs.LDR_COLOR);
      rig.until(() -> next.conversions.stream().anyMatch(c -> c.converted.get() > 3));
      assertThat(rig.converter.conversions.getFirst().closeThread).isNull();
    }
  }

  @Test
  void anUnbindIsNotHeldUpByAnotherConverterThatDoesNotOpen() {
    try (Rig rig = new Rig().ready()) {
      FakeConverter stuck = new FakeConverter();
      Gate opening = new Gate();
      stuck.openGate = opening;
      rig.add(stuck, -1, Aovs.LDR_COLOR);
      rig.running(() -> rig.stream.assembler().remove(rig.converter));
      assertThat(rig.converter.conversions).allMatch(c -> c.closeThread != null);
      rig.ticks(3);
      assertThat(rig.sink.last().held()).isTrue();
      opening.open();
      rig.until(() -> !rig.sink.last().held());
      rig.assertPartsTreatedWell();
    }
  }

  @Test
  void aNullViewIsRefused() {
    try (Rig rig = new Rig().ready()) {
      org.assertj.core.api.Assertions.assertThatThrownBy(() -> rig.stream.updateView(v -> null))
          .isInstanceOf(NullPointerException.class);
      rig.ticks(3);
      assertThat(rig.count(EngineCounter.STEPS_FAILED)).isZero();
    }
  }

  /** Has the next conversions take half a second each. */
  private static void slow(Rig rig, FakeConverter converter, int times) {
    AtomicInteger left = new AtomicInteger(times);
    converter.meanwhile =
        () -> {
          if (left.getAndDecrement() > 0) {
            rig.clock.jump(Duration.ofMillis(500));
          }
        };
  }

  private static void fail(Rig rig, FakeConverter converter, int times) {
    converter.failure = new IllegalStateException("now and then");
    rig.ticks(times);
    converter.failure = null;
  }

  private static void request(Rig rig, String aov) {
    rig.stream.updateView(view -> view.with().aov(aov).build());
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
