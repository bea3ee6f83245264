package io.oriel.runtime.itest;

import io.oriel.api.image.HostImage;
import io.oriel.api.image.ViewportFrame;
import io.oriel.api.stream.FrameSink;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** Takes raw frames and notes everything that should not be. */
final class RawSink implements FrameSink {
  final AtomicInteger frames = new AtomicInteger();
  final List<String> faults = new CopyOnWriteArrayList<>();
  private final int darkest;
  private long lastSequence = -1;

  /**
   * @param darkest no colour channel in the middle of a picture is below this
   */
  RawSink(int darkest) {
    this.darkest = darkest;
  }

  @Override
  public void onFrame(ViewportFrame frame) {
    if (lastSequence >= 0 && frame.sequence() != lastSequence + 1) {
      faults.add("sequence " + frame.sequence() + " after " + lastSequence);
    }
    lastSequence = frame.sequence();
    if (frame.held() || frame.discontinuity()) {
      faults.add(
          "frame "
              + frame.sequence()
              + (frame.held() ? " held" : "")
              + (frame.discontinuity() ? " discontinuous" : ""));
    }
    HostImage image = (HostImage) frame.image();
    long middle =
        (long) image.spec().height() / 2 * image.spec().plane(0).pitchBytes()
            + image.spec().width() * 2L;
    for (int channel = 0; channel < 3; channel++) {
      int value = image.segment().get(ValueLayout.JAVA_BYTE, middle + channel) & 255;
      if (value < darkest) {
        faults.add("frame " + frame.sequence() + " has a channel of " + value);
      }
    }
    frames.incrementAndGet();
  }
}
