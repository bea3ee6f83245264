package io.oriel.messages.view;

import io.oriel.api.image.ViewportFrame;
import io.oriel.api.stream.FrameSink;
import io.oriel.api.time.Clock;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLongArray;

/** Measures how often and how late a stream's pictures are published. */
final class FrameMeter implements FrameSink {
  private static final long WINDOW_NANOS = TimeUnit.SECONDS.toNanos(1);

  /** More than the fastest stream publishes within a window. */
  private static final int CAPACITY = 256;

  /**
   * What was measured.
   *
   * @param latencyMillis from the beginning of a picture to its publishing, mean
   */
  record Rate(double framesPerSecond, double latencyMillis) {}

  private final Clock clock;
  private final long sinceNanos;
  private final AtomicLongArray publishedNanos = new AtomicLongArray(CAPACITY);
  private final AtomicLongArray latencyNanos = new AtomicLongArray(CAPACITY);

  /** Written by the render thread alone. */
  private volatile long frames;

  FrameMeter(Clock clock) {
    this.clock = clock;
    this.sinceNanos = clock.nanos();
  }

  /** Render thread; a few nanoseconds. */
  @Override
  public void onFrame(ViewportFrame frame) {
    long now = clock.nanos();
    int place = (int) (frames % CAPACITY);
    publishedNanos.setRelease(place, now);
    latencyNanos.setRelease(place, now - frame.captureTimeNanos());
    frames = frames + 1;
  }

  /** The last second; empty if it has been measured for less. Any thread. */
  Optional<Rate> rate() {
    long from = clock.nanos() - WINDOW_NANOS;
    if (from < sinceNanos) {
      return Optional.empty();
    }
    int counted = 0;
    long latency = 0;
    long newest = frames;
    for (long frame = newest - 1; frame >= Math.max(0, newest - CAPACITY); frame--) {
      int place = (int) (frame % CAPACITY);
      if (publishedNanos.getAcquire(place) <= from) {
        break;
      }
      counted++;
      latency += latencyNanos.getAcquire(place);
    }
    return Optional.of(new Rate(counted, counted == 0 ? 0 : latency / 1e6 / counted));
  }
}
