package io.oriel.runtime.itest;

import io.oriel.api.image.HostImage;
import io.oriel.api.image.Plane;
import io.oriel.api.image.ViewportFrame;
import io.oriel.api.stream.FrameSink;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Writes down when each raw frame was taken, and everything that should not be. */
final class FrameLog implements FrameSink {
  /** Of 255, on the brightest of the pixels that are looked at. */
  static final int BLACK = 40;

  private static final int LOOKED_AT = 16;

  final List<String> faults = new CopyOnWriteArrayList<>();
  final Times captured = new Times();
  private long lastSequence = -1;

  @Override
  public void onFrame(ViewportFrame frame) {
    if (lastSequence >= 0 && frame.sequence() != lastSequence + 1) {
      faults.add("sequence " + frame.sequence() + " after " + lastSequence);
    }
    lastSequence = frame.sequence();
    if (frame.held() || frame.discontinuity()) {
      faults.add("frame " + frame.sequence() + (frame.held() ? " held" : " discontinuous"));
    }
    if (brightest((HostImage) frame.image()) < BLACK) {
      faults.add("frame " + frame.sequence() + " is black");
    }
    captured.add(frame.captureTimeNanos());
  }

  /** Of a grid of pixels, their green. */
  private static int brightest(HostImage image) {
    Plane plane = image.spec().plane(0);
    MemorySegment pixels = image.segment().asSlice(plane.offsetBytes());
    int brightest = 0;
    for (int row = 0; row < LOOKED_AT; row++) {
      for (int column = 0; column < LOOKED_AT; column++) {
        long x = (2L * column + 1) * image.spec().width() / (2 * LOOKED_AT);
        long y = (2L * row + 1) * image.spec().height() / (2 * LOOKED_AT);
        int green = pixels.get(ValueLayout.JAVA_BYTE, y * plane.pitchBytes() + 4 * x + 1) & 255;
        brightest = Math.max(brightest, green);
      }
    }
    return brightest;
  }
}
