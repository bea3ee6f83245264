package io.oriel.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.oriel.api.aov.Aovs;
import io.oriel.api.error.ErrorCode;
import io.oriel.api.error.OrielException;
import io.oriel.api.swap.ServiceUse;
import org.junit.jupiter.api.Test;

/** What is told of converters to whoever installs one. */
class ConverterUseTest {
  @Test
  void oneForWhatIsShownIsNeededUntilItsFirstPicture() {
    try (Rig rig = new Rig().ready()) {
      FakeConverter newcomer = new FakeConverter();
      newcomer.openGate = new Gate();
      rig.add(newcomer, 10, Aovs.LDR_COLOR);
      newcomer.openGate.awaitReached();
      assertThat(state(rig, Aovs.LDR_COLOR)).isEqualTo(ServiceUse.State.TRYING);
      newcomer.openGate.open();
      Rig.untilStill(() ->
          rig.stream.assembler().pipeline().conversions().stream()
              .anyMatch(c -> c.offer().service() == newcomer));
      assertThat(state(rig, Aovs.LDR_COLOR)).isEqualTo(ServiceUse.State.TRYING);
      rig.until(() -> state(rig, Aovs.LDR_COLOR) == ServiceUse.State.SERVING);
    }
  }

  @Test
  void oneForAnOutputThatIsNotShownIsNot() {
    try (Rig rig = new Rig().ready()) {
      FakeConverter depth = new FakeConverter();
      rig.add(depth, 10, Aovs.DEPTH);
      rig.ticks(5);
      assertThat(state(rig, Aovs.DEPTH)).isEqualTo(ServiceUse.State.WAITING);

      request(rig, Aovs.DEPTH);
      rig.until(() -> rig.status().aov().active().equals(Aovs.DEPTH));
      assertThat(state(rig, Aovs.DEPTH)).isEqualTo(ServiceUse.State.SERVING);

      FakeConverter color = new FakeConverter();
      rig.add(color, 10, Aovs.LDR_COLOR);
      rig.until(() -> !color.conversions.isEmpty());
      rig.ticks(5);
      assertThat(state(rig, Aovs.LDR_COLOR)).isEqualTo(ServiceUse.State.WAITING);
    }
  }

  @Test
  void oneIsNoLongerNeededWhenAnotherOutputIsAskedFor() {
    try (Rig rig = new Rig().ready()) {
      FakeConverter depth = new FakeConverter();
      depth.openGate = new Gate();
      rig.add(depth, 10, Aovs.DEPTH);
      request(rig, Aovs.DEPTH);
      rig.until(() -> state(rig, Aovs.DEPTH) == ServiceUse.State.TRYING);
      request(rig, Aovs.LDR_COLOR);
      depth.openGate.open();
      Rig.untilStill(() -> state(rig, Aovs.DEPTH) == ServiceUse.State.WAITING);
    }
  }

  @Test
  void oneForAnOutputWithNothingInItCanShowNothing() {
    try (Rig rig = new Rig().ready()) {
      FakeConverter depth = new FakeConverter();
      depth.failure = new OrielException(ErrorCode.AOV_EMPTY, "all zero");
      rig.add(depth, 10, Aovs.DEPTH);
      request(rig, Aovs.DEPTH);
      rig.until(() -> rig.status().aov().problem().isPresent());
      rig.until(() -> state(rig, Aovs.DEPTH) == ServiceUse.State.WAITING);
      depth.failure = null;
      rig.until(() -> state(rig, Aovs.DEPTH) == ServiceUse.State.SERVING);
    }
  }

  @Test
  void theFallbackIsNeededWhereNothingMakesWhatIsAskedFor() {
    try (Rig rig = new Rig().addRenderer().addReader()) {
      request(rig, Aovs.DEPTH);
      rig.converter.openGate = new Gate();
      rig.add(rig.converter, 0, Aovs.LDR_COLOR).start();
      rig.until(() -> state(rig, Aovs.LDR_COLOR) == ServiceUse.State.TRYING);
      rig.converter.openGate.open();
      rig.until(() -> state(rig, Aovs.LDR_COLOR) == ServiceUse.State.SERVING);
    }
  }

  /** Of the converter that makes just this. */
  static ServiceUse.State state(Rig rig, String aov) {
    return rig.stream
        .assembler()
        .uses()
        .filter(use -> use.identity().equals(aov))
        .findFirst()
        .orElseThrow()
        .state();
  }

  private static void request(Rig rig, String aov) {
    rig.stream.updateView(view -> view.with().aov(aov).build());
  }
}
