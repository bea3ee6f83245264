package io.oriel.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.oriel.api.aov.Aovs;
import io.oriel.api.swap.ServiceUse;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

/** Converters that do not return while they are opened and tried. */
class ConverterHangTest {
  /** It takes five seconds to give one up; the machine may be slow besides. */
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @Test
  void oneThatDoesNotOpenKeepsNoOtherWaitingAndIsClosedWhenItComesBack() {
    try (LogLines log = new LogLines();
        Rig rig = new Rig().ready()) {
      int from = rig.sink.count();
      FakeConverter stuck = new FakeConverter();
      stuck.openGate = new Gate();
      rig.add(stuck, 10, Aovs.LDR_COLOR);
      until(rig, () -> !log.with("has not opened a conversion within 5 s").isEmpty());
      assertThat(ConverterUseTest.state(rig, Aovs.LDR_COLOR)).isEqualTo(ServiceUse.State.GIVEN_UP);
      assertThat(log.with("has not opened a conversion within 5 s")).hasSize(1);
      assertThat(rig.count(EngineCounter.CONVERTERS_QUARANTINED)).isEqualTo(1);

      rig.stream.updateView(view -> view.with().aov(Aovs.DEPTH).build());
      until(rig, () -> rig.status().aov().active().equals(Aovs.DEPTH));
      FakeConverter next = new FakeConverter();
      rig.add(next, 0, Aovs.DEPTH);
      until(rig, () -> next.conversions.stream().anyMatch(c -> c.shown > 1));

      stuck.openGate.open();
      until(rig, () -> stuck.conversions.stream().anyMatch(c -> c.closeThread != null));
      assertThat(stuck.conversions).singleElement().satisfies(c -> assertThat(c.shown).isZero());
      assertThat(rig.sink.frames().subList(from, rig.sink.count()))
          .noneMatch(RecordingSink.Seen::held);
      rig.assertPartsTreatedWell();
    }
  }

  @Test
  void oneThatGoesWhileAnotherDoesNotOpenIsNotUsedAgain() {
    try (Rig rig = new Rig().ready()) {
      FakeConverter next = new FakeConverter();
      FakeConverter stuck = new FakeConverter();
      stuck.openGate = new Gate();
      rig.add(next, -1, Aovs.LDR_COLOR).add(stuck, 10, Aovs.LDR_COLOR);
      stuck.openGate.awaitReached();
      rig.running(() -> rig.stream.assembler().remove(rig.converter));
      until(rig, () -> next.conversions.stream().anyMatch(c -> c.shown > 1));
      rig.assertPartsTreatedWell();
      stuck.openGate.open();
    }
  }

  @Test
  void oneThatHangsWhileItIsTriedIsClosedAlsoWhenItIsGoneByThen() {
    try (Rig rig = new Rig().ready()) {
      FakeConverter stuck = new FakeConverter();
      Gate converting = new Gate();
      stuck.meanwhile = converting::pass;
      rig.add(stuck, 10, Aovs.LDR_COLOR);
      until(rig, () -> ConverterUseTest.state(rig, Aovs.LDR_COLOR) == ServiceUse.State.GIVEN_UP);
      rig.running(() -> rig.stream.assembler().remove(stuck));
      converting.open();
      until(rig, () -> stuck.conversions.getFirst().closeThread != null);
      assertThat(stuck.conversions.getFirst().shown).isZero();
      assertThat(rig.status().ready()).isTrue();
      assertThat(stuck.violations).isEmpty();
    }
  }

  @Test
  void theOnlyOneServesWhenItOpensAtLast() {
    try (Rig rig = new Rig().addRenderer().addReader()) {
      FakeConverter slow = new FakeConverter();
      slow.openGate = new Gate();
      rig.add(slow, 0, Aovs.LDR_COLOR).start();
      until(rig, () -> ConverterUseTest.state(rig, Aovs.LDR_COLOR) == ServiceUse.State.GIVEN_UP);
      slow.openGate.open();
      until(rig, () -> rig.status().ready());
      assertThat(slow.conversions).hasSize(1);

      rig.addConverter();
      until(rig, () -> rig.converter.conversions.stream().anyMatch(c -> c.shown > 1));
      assertThat(slow.conversions.getFirst().closeThread).isEqualTo(rig.renderThread());
      rig.assertPartsTreatedWell();
    }
  }

  private static void until(Rig rig, BooleanSupplier condition) {
    await()
        .atMost(PATIENCE)
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(5))
        .until(() -> {
          rig.tick();
          return condition.getAsBoolean();
        });
  }
}
