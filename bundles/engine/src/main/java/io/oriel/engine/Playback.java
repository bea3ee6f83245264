package io.oriel.engine;

import io.oriel.api.stage.StageInfo;

/**
 * The stage's time at a moment: from its first code to its last and, the two showing the same, from
 * the first again. Used on the render thread.
 */
final class Playback {
  private final double start;
  private final double length;
  private final double codesPerNano;
  private final long originNanos;

  /**
   * @param playing false to stay at the first time code
   * @param originNanos when the first time code is shown
   */
  Playback(StageInfo info, boolean playing, long originNanos) {
    this.start = info.startTimeCode();
    this.length = playing ? info.endTimeCode() - info.startTimeCode() : 0;
    this.codesPerNano = info.timeCodesPerSecond() / 1e9;
    this.originNanos = originNanos;
  }

  double timeCode(long nanos) {
    return length > 0 ? start + (nanos - originNanos) * codesPerNano % length : start;
  }
}
