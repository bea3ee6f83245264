package io.oriel.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.oriel.api.error.ErrorCode;
import io.oriel.api.error.OrielException;
import io.oriel.api.error.Problem;
import io.oriel.api.swap.ServiceUse;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a stream tells about the renderers that are installed. */
class RendererUseTest {
  /** Of each renderer, in the order in which they came. */
  private static List<ServiceUse.State> states(Rig rig) {
    return rig.stream.uses().stream()
        .filter(use -> use.identity().equals("fake"))
        .sorted(Comparator.comparingLong(ServiceUse::serviceId))
        .map(ServiceUse::state)
        .toList();
  }

  @Test
  void aNewcomerIsTriedUntilItsFirstPictureIsShown() {
    try (Rig rig = new Rig().ready()) {
      FakeRenderer newcomer = new FakeRenderer();
      Gate preparing = new Gate();
      newcomer.prepareGate = preparing;
      rig.add(newcomer, 0);
      preparing.awaitReached();
      rig.ticks(50);
      assertThat(states(rig)).containsExactly(ServiceUse.State.SERVING, ServiceUse.State.TRYING);
      preparing.open();
      rig.until(() -> states(rig).getLast() == ServiceUse.State.SERVING);
      assertThat(newcomer.last().steps.get()).isPositive();
    }
  }

  @Test
  void aNewcomerIsTriedBeforeTheLoaderComesToIt() {
    try (Rig rig = new Rig().ready()) {
      Gate reading = new Gate();
      rig.reader.gate = reading;
      rig.open("large.usda");
      reading.awaitReached();
      FakeRenderer newcomer = new FakeRenderer();
      rig.add(newcomer, 0);
      assertThat(states(rig)).containsExactly(ServiceUse.State.SERVING, ServiceUse.State.TRYING);
      assertThat(newcomer.sessions).isEmpty();
      reading.open();
      rig.until(() -> states(rig).getLast() == ServiceUse.State.SERVING);
    }
  }

  @Test
  void whoeverIsNotToDrawWaits() {
    try (Rig rig = new Rig().ready()) {
      rig.add(new FakeRenderer(), -1);
      FakeRenderer tried = new FakeRenderer();
      Gate preparing = new Gate();
      tried.prepareGate = preparing;
      rig.add(tried, 1);
      preparing.awaitReached();
      rig.add(new FakeRenderer(), 2);
      assertThat(states(rig))
          .containsExactly(
              ServiceUse.State.SERVING,
              ServiceUse.State.WAITING,
              ServiceUse.State.WAITING,
              ServiceUse.State.TRYING);
      preparing.open();
      rig.until(() -> states(rig).getLast() == ServiceUse.State.SERVING);
    }
  }

  @Test
  void theNextIsTriedWhenTheBestIsRefusedOrGoes() {
    try (Rig rig = new Rig().ready()) {
      FakeRenderer second = new FakeRenderer();
      Gate preparing = new Gate();
      second.prepareGate = preparing;
      FakeRenderer best = new FakeRenderer();
      best.openFailure = new IllegalStateException("no GPU");
      Gate opening = new Gate();
      best.openGate = opening;
      rig.add(best, 2);
      opening.awaitReached();
      rig.add(second, 1);
      assertThat(states(rig))
          .containsExactly(
              ServiceUse.State.SERVING, ServiceUse.State.TRYING, ServiceUse.State.WAITING);
      opening.open();
      preparing.awaitReached();
      assertThat(states(rig))
          .containsExactly(
              ServiceUse.State.SERVING, ServiceUse.State.GIVEN_UP, ServiceUse.State.TRYING);
      preparing.open();
    }
  }

  @Test
  void theOnlyRendererIsTriedUntilAPictureIsShown() {
    try (Rig rig = new Rig()) {
      rig.addRenderer().addReader().start();
      rig.until(() -> rig.status().aov().problem().isPresent());
      assertThat(states(rig)).containsExactly(ServiceUse.State.TRYING);
      rig.addConverter();
      rig.until(() -> rig.status().ready());
      assertThat(states(rig)).containsExactly(ServiceUse.State.SERVING);
    }
  }

  @Test
  void whereNoStageCanBeReadARendererWaits() {
    try (Rig rig = new Rig()) {
      rig.addRenderer().addConverter().start();
      rig.until(() -> states(rig).equals(List.of(ServiceUse.State.WAITING)));
      rig.reader.failure = new OrielException(ErrorCode.STAGE_INVALID, "first.usda:3");
      rig.addReader();
      rig.until(() ->
          rig.status()
              .stage()
              .problem()
              .map(Problem::code)
              .equals(Optional.of(ErrorCode.STAGE_INVALID)));
      assertThat(states(rig)).containsExactly(ServiceUse.State.WAITING);
      rig.reader.failure = null;
      rig.opened("second.usda");
      assertThat(states(rig)).containsExactly(ServiceUse.State.SERVING);
    }
  }
}
