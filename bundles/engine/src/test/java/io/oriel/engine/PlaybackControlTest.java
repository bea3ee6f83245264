package io.oriel.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.oriel.api.render.Playback;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/**
 * The stage's time as it is played, paused and sought, at 50 pictures and 24 time codes a second.
 */
class PlaybackControlTest {
  private static final double CODES_A_TICK = 24 / 50.0;

  @Test
  void timeStandsWhilePausedAndGoesOnFromThere() {
    try (Rig rig = new Rig().ready()) {
      rig.ticks(10);
      rig.stream.updatePlayback(p -> p.withPlaying(false));
      rig.tick();
      double paused = rig.renderer.last().timeCode;
      rig.ticks(20);
      assertThat(rig.renderer.last().timeCode).isEqualTo(paused).isEqualTo(rig.stream.timeCode());
      rig.stream.updatePlayback(p -> p.withPlaying(true));
      rig.ticks(5);
      assertThat(rig.renderer.last().timeCode)
          .isCloseTo(paused + 5 * CODES_A_TICK, within(CODES_A_TICK / 2));
    }
  }

  @Test
  void aSeekIsSeenInTheNextPicture() {
    try (Rig rig = new Rig().ready()) {
      rig.stream.updatePlayback(p -> p.withPlaying(false).withTimeCode(321));
      rig.tick();
      assertThat(rig.renderer.last().timeCode).isEqualTo(321);
    }
  }

  @Test
  void howTimeRunsIsToldBeforeAndAfterSomebodyHasChangedIt() {
    try (Rig rig = new Rig().ready()) {
      assertThat(rig.stream.playback().playing()).isTrue();
      rig.stream.updatePlayback(p -> p.withPlaying(false).withTimeCode(321).withSpeed(2));
      assertThat(rig.stream.playback())
          .satisfies(now -> assertThat(now.playing()).isFalse())
          .satisfies(now -> assertThat(now.timeCode()).isEqualTo(321))
          .satisfies(now -> assertThat(now.speed()).isEqualTo(2));
    }
  }

  @Test
  void speedChangesWithoutAJump() {
    try (Rig rig = new Rig().ready()) {
      rig.ticks(10);
      double before = rig.renderer.last().timeCode;
      rig.stream.updatePlayback(p -> p.withSpeed(4));
      rig.ticks(10);
      assertThat(rig.renderer.last().timeCode - before)
          .isCloseTo(40 * CODES_A_TICK, within(4 * CODES_A_TICK));
    }
  }

  @Test
  void anotherStageBeginsAtItsStart() {
    try (Rig rig = new Rig().ready()) {
      rig.stream.updatePlayback(p -> p.withPlaying(false).withTimeCode(321));
      int from = rig.sink.count();
      rig.opened("second.usda");
      rig.tick();
      assertThat(rig.stream.view().playback()).isEmpty();
      assertThat(rig.renderer.last().timeCode)
          .isNotEqualTo(321)
          .isLessThanOrEqualTo((rig.sink.count() - from) * CODES_A_TICK + 1e-6);
    }
  }

  @Test
  void aChangeThatMeetsAnotherStageCountsInItsTime() {
    try (Rig rig = new Rig().ready()) {
      AtomicBoolean opened = new AtomicBoolean();
      double[] shown = new double[1];
      rig.stream.updatePlayback(p -> {
        if (!opened.getAndSet(true)) {
          rig.reader.rate = 240;
          rig.opened("second.usda");
          rig.ticks(50);
          shown[0] = rig.renderer.last().timeCode;
        }
        return p.withPlaying(false);
      });
      rig.tick();
      assertThat(shown[0]).isGreaterThan(230);
      assertThat(rig.renderer.last().timeCode).isCloseTo(shown[0], within(1e-6));
    }
  }

  @Test
  void aVariantIsChosenByLoadingTheSameStageAgain() {
    try (Rig rig = new Rig().ready()) {
      rig.stream.updatePlayback(p -> p.withPlaying(false).withTimeCode(12));
      CompletableFuture<?> chosen =
          rig.stream.selectVariant("/World", "paint", "red").toCompletableFuture();
      rig.until(chosen::isDone);
      CompletableFuture<?> more =
          rig.stream.selectVariant("/World", "size", "big").toCompletableFuture();
      rig.until(more::isDone);
      assertThat(rig.reader.last().source.variants())
          .isEqualTo(Map.of("/World", Map.of("paint", "red", "size", "big")));
      assertThat(rig.renderer.last().timeCode).isEqualTo(12);
    }
  }

  @Test
  void propertiesAreThoseOfTheTimeThatIsShown() {
    try (Rig rig = new Rig().ready()) {
      rig.stream.updatePlayback(p -> p.withPlaying(false).withTimeCode(77));
      assertThat(rig.stream.properties("/a").toCompletableFuture().join())
          .singleElement()
          .satisfies(property -> assertThat(property.value()).contains(77.0));
      assertThat(rig.stream.variants("/a").toCompletableFuture().join()).isEmpty();
    }
  }

  @Test
  void withoutAStageThereIsNothingToAsk() {
    try (Rig rig = new Rig().start()) {
      Playback before = new Playback(true, 0, 0, 1, true);
      rig.stream.updatePlayback(p -> before);
      assertThat(rig.stream.timeCode()).isZero();
      assertThat(rig.stream.properties("/").toCompletableFuture()).isCompletedExceptionally();
      assertThat(rig.stream.selectVariant("/", "a", "b").toCompletableFuture())
          .isCompletedExceptionally();
      assertThat(rig.stream.capabilities()).isEmpty();
    }
  }
}
