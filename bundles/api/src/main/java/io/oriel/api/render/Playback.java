package io.oriel.api.render;

import io.oriel.api.stage.StageInfo;

/**
 * How a stage's time runs. It says where time is at one moment and how it goes on from there, so
 * that nothing has to be counted.
 *
 * @param playing false while time stands still
 * @param timeCode the time at that moment, time codes
 * @param sinceNanos that moment, on the stream's clock
 * @param speed 1 for the stage's own, negative for backwards; finite
 * @param loop true to begin again behind the last time code, false to stay there
 */
public record Playback(
    boolean playing, double timeCode, long sinceNanos, double speed, boolean loop) {
  public Playback {
    if (!Double.isFinite(timeCode) || !Double.isFinite(speed)) {
      throw new IllegalArgumentException("time code " + timeCode + " at speed " + speed);
    }
  }

  /** Time codes at a moment, within the stage's range. */
  public double at(long nanos, StageInfo info) {
    double start = info.startTimeCode();
    double length = info.endTimeCode() - start;
    if (!(length > 0)) {
      return start;
    }
    double passed = playing ? (nanos - sinceNanos) / 1e9 * info.timeCodesPerSecond() * speed : 0;
    double offset = timeCode - start + passed;
    if (playing && loop && (offset < 0 || offset >= length)) {
      // The last time code and the first are the same moment of a loop.
      double wrapped = offset % length;
      return start + (wrapped < 0 ? wrapped + length : wrapped);
    }
    return start + Math.clamp(offset, 0, length);
  }

  /** The same, told from another moment. */
  public Playback rebased(long nanos, StageInfo info) {
    return new Playback(playing, at(nanos, info), nanos, speed, loop);
  }

  public Playback withPlaying(boolean value) {
    return new Playback(value, timeCode, sinceNanos, speed, loop);
  }

  public Playback withTimeCode(double value) {
    return new Playback(playing, value, sinceNanos, speed, loop);
  }

  public Playback withSpeed(double value) {
    return new Playback(playing, timeCode, sinceNanos, value, loop);
  }

  public Playback withLoop(boolean value) {
    return new Playback(playing, timeCode, sinceNanos, speed, value);
  }
}
