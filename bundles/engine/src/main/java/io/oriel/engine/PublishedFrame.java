package io.oriel.engine;

import io.oriel.api.image.Image;
import io.oriel.api.image.ViewportFrame;

/** A view on a buffer of the ring. */
record PublishedFrame(
    PooledBuffer buffer,
    long epoch,
    long sequence,
    long captureTimeNanos,
    boolean held,
    boolean unchanged,
    boolean discontinuity)
    implements ViewportFrame {
  @Override
  public Image image() {
    return buffer.image();
  }

  @Override
  public void retain() {
    buffer.retain();
  }

  @Override
  public void release() {
    buffer.release();
  }
}
