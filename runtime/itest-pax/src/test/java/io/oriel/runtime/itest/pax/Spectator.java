package io.oriel.runtime.itest.pax;

import io.oriel.api.image.HostImage;
import io.oriel.api.image.ImageSpec;
import io.oriel.api.image.ViewportFrame;
import io.oriel.api.stream.FrameSink;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;

/** Looks at a few places of every picture, and notes everything that should not be. */
final class Spectator implements FrameSink {
  private static final ValueLayout.OfInt PIXEL =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final int COLUMNS = 32;
  private static final int ROWS = 18;

  /** Pictures that were lost, or repeated because none could be made. */
  final List<String> faults = new CopyOnWriteArrayList<>();

  /** Colours of the newest picture, ARGB. */
  volatile Set<Integer> colours = Set.of();

  /** Number of the newest picture; -1 before the first. */
  volatile long sequence = -1;

  /** When it was taken. */
  volatile long captureTimeNanos;

  @Override
  public void onFrame(ViewportFrame frame) {
    if (sequence >= 0 && frame.sequence() != sequence + 1) {
      faults.add("frame " + frame.sequence() + " after " + sequence);
    }
    if (frame.held()) {
      faults.add("frame " + frame.sequence() + " held");
    }
    colours = colours((HostImage) frame.image());
    captureTimeNanos = frame.captureTimeNanos();
    sequence = frame.sequence();
  }

  private static Set<Integer> colours(HostImage image) {
    ImageSpec spec = image.spec();
    Set<Integer> seen = new TreeSet<>();
    for (int row = 0; row < ROWS; row++) {
      for (int column = 0; column < COLUMNS; column++) {
        long x = (long) spec.width() * column / COLUMNS;
        long y = (long) spec.height() * row / ROWS;
        seen.add(image.segment().get(PIXEL, y * spec.plane(0).pitchBytes() + x * 4));
      }
    }
    return seen;
  }
}
