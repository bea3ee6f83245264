package io.oriel.api.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.oriel.api.stage.StageInfo;
import org.junit.jupiter.api.Test;

/** Where a stage's time is. */
class PlaybackTest {
  private static final StageInfo STAGE = StageInfo.builder().timeRange(100, 148, 24).build();
  private static final long ORIGIN = 5_000_000_000L;
  private static final Playback PLAYING = new Playback(true, 100, ORIGIN, 1, true);

  private static double after(Playback playback, double seconds) {
    return playback.at(ORIGIN + Math.round(seconds * 1e9), STAGE);
  }

  @Test
  void runsAtTheStagesSpeed() {
    assertThat(after(PLAYING, 0)).isEqualTo(100);
    assertThat(after(PLAYING, 0.5)).isEqualTo(112);
    assertThat(after(PLAYING.withSpeed(0.25), 1)).isEqualTo(106);
  }

  @Test
  void beginsAgainBehindTheEnd() {
    assertThat(after(PLAYING, 2)).isEqualTo(100);
    assertThat(after(PLAYING, 7.25)).isEqualTo(130);
    assertThat(after(PLAYING.withSpeed(-1), 0.5)).isEqualTo(136);
  }

  @Test
  void staysAtTheEndsWithoutLoop() {
    Playback once = PLAYING.withLoop(false);
    assertThat(after(once, 1.5)).isEqualTo(136);
    assertThat(after(once, 1000)).isEqualTo(148);
    assertThat(after(once.withSpeed(-3), 1)).isEqualTo(100);
  }

  @Test
  void standsWhilePaused() {
    Playback paused = PLAYING.withPlaying(false).withTimeCode(148);
    assertThat(after(paused, 0)).isEqualTo(148);
    assertThat(after(paused, 3600)).isEqualTo(148);
  }

  @Test
  void keepsTheTimeWhenItIsToldFromAnotherMoment() {
    long later = ORIGIN + 7_250_000_000L;
    Playback rebased = PLAYING.rebased(later, STAGE);
    assertThat(rebased.timeCode()).isEqualTo(130);
    for (double seconds = 7.25; seconds < 20; seconds += 0.37) {
      assertThat(after(rebased, seconds)).isCloseTo(after(PLAYING, seconds), within(1e-6));
    }
  }

  @Test
  void seeksWithinTheStagesRange() {
    assertThat(after(PLAYING.withPlaying(false).withTimeCode(1e300), 0)).isEqualTo(148);
    assertThat(after(PLAYING.withPlaying(false).withTimeCode(-5), 0)).isEqualTo(100);
  }

  @Test
  void isTheStartInAStillStage() {
    StageInfo still = StageInfo.builder().timeRange(7, 7, 24).build();
    assertThat(PLAYING.at(ORIGIN + 1_000_000_000L, still)).isEqualTo(7);
  }

  @Test
  void refusesWhatIsNoNumber() {
    assertThatThrownBy(() -> PLAYING.withSpeed(Double.NaN))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> PLAYING.withTimeCode(Double.POSITIVE_INFINITY))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
