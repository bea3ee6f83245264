package io.oriel.viewers;

import static org.assertj.core.api.Assertions.assertThat;

import io.oriel.api.time.Clock;
import org.junit.jupiter.api.Test;

class PaceTest {
  /** Goes on by what is waited for. */
  private static final class LeapingClock implements Clock {
    private long nanos;

    @Override
    public long nanos() {
      return nanos;
    }

    @Override
    public void parkUntil(long deadlineNanos) {
      nanos = Math.max(nanos, deadlineNanos);
    }
  }

  private final LeapingClock clock = new LeapingClock();
  private final Pace pace = new Pace(clock);

  @Test
  void letsNoMoreThroughThanItSays() {
    for (int i = 0; i < Pace.BURST + 10 * Pace.A_SECOND; i++) {
      if (!pace.step()) {
        pace.pause();
      }
    }
    assertThat(clock.nanos).isBetween(9_980_000_000L, 10_020_000_000L);
  }

  @Test
  void neverPausesForWhatDevicesSend() {
    int devices = 1000 + 2 * 4 * 60 + 10 * 120;
    for (int i = 0; i < 5 * devices; i++) {
      assertThat(pace.step()).isTrue();
      clock.nanos += 1_000_000_000L / devices;
    }
  }

  @Test
  void doesNotSaveUpForLater() {
    clock.nanos = 3_600_000_000_000L;
    for (int i = 0; i < Pace.BURST; i++) {
      assertThat(pace.step()).isTrue();
    }
    assertThat(pace.step()).isFalse();
  }
}
