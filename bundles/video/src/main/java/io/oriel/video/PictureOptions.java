package io.oriel.video;

import io.oriel.api.video.EncodeOptions;

/** The options of one picture; the one object of an encode thread is used for all. */
final class PictureOptions implements EncodeOptions {
  private boolean keyframe;
  private int bitsPerSecond;
  private long captureTimeNanos;

  PictureOptions set(boolean newKeyframe, int newBitsPerSecond, long newCaptureTimeNanos) {
    keyframe = newKeyframe;
    bitsPerSecond = newBitsPerSecond;
    captureTimeNanos = newCaptureTimeNanos;
    return this;
  }

  @Override
  public boolean keyframe() {
    return keyframe;
  }

  @Override
  public int bitsPerSecond() {
    return bitsPerSecond;
  }

  @Override
  public long captureTimeNanos() {
    return captureTimeNanos;
  }
}
