package io.oriel.engine;

import io.oriel.api.image.HostImage;
import io.oriel.api.image.ViewportFrame;
import io.oriel.api.stream.FrameSink;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;

/** Remembers what every frame said and showed. */
final class RecordingSink implements FrameSink {
  /** What a frame said, and its first word. */
  record Seen(
      long epoch,
      long sequence,
      long captureTimeNanos,
      boolean held,
      boolean unchanged,
      boolean discontinuity,
      int pixel) {}

  private final List<Seen> frames = new ArrayList<>();

  static int pixel(ViewportFrame frame) {
    return ((HostImage) frame.image()).segment().get(ValueLayout.JAVA_INT, 0);
  }

  @Override
  public synchronized void onFrame(ViewportFrame frame) {
    frames.add(
        new Seen(
            frame.epoch(),
            frame.sequence(),
            frame.captureTimeNanos(),
            frame.held(),
            frame.unchanged(),
            frame.discontinuity(),
            pixel(frame)));
  }

  synchronized List<Seen> frames() {
    return List.copyOf(frames);
  }

  synchronized Seen last() {
    return frames.getLast();
  }

  synchronized int count() {
    return frames.size();
  }
}
