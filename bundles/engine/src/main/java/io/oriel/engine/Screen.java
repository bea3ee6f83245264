package io.oriel.engine;

import io.oriel.api.error.OrielException;
import io.oriel.api.image.HostImage;
import io.oriel.api.image.Image;
import io.oriel.api.metrics.CounterSet;
import io.oriel.api.render.RenderedFrame;
import java.lang.foreign.ValueLayout;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The picture that a stream shows and its publication: what was converted, again what was, or a
 * placeholder before anything was. Used by the render thread, but for the epoch counter.
 */
final class Screen implements AutoCloseable {
  /** Opaque dark grey, as a little-endian BGRA word. */
  private static final int PLACEHOLDER = 0xFF1B1D20;

  private final FrameSinks sinks;
  private final CounterSet<EngineCounter> counters;
  private final AtomicLong epochs;

  private BufferRing ring;
  private PooledBuffer shown;
  private OpenConversion shownBy;
  private String shownAov = "";
  private long epoch;
  private long sequence;
  private boolean good;
  private boolean everGood;
  private boolean discontinuity = true;

  Screen(BufferRing ring, FrameSinks sinks, CounterSet<EngineCounter> counters, AtomicLong epochs) {
    this.ring = ring;
    this.sinks = sinks;
    this.counters = counters;
    this.epochs = epochs;
    this.epoch = epochs.get();
  }

  /** Epoch of the frames that are published. */
  long epoch() {
    return epoch;
  }

  /** Frames from now on do not continue those before. */
  long nextEpoch() {
    epoch = epochs.incrementAndGet();
    discontinuity = true;
    shownBy = null;
    return epoch;
  }

  /** True once: when the first picture has been published. */
  boolean firstPicture() {
    boolean first = good && !everGood;
    everGood |= good;
    return first;
  }

  /**
   * Takes pictures of another kind of memory from now on.
   *
   * @param next the buffers; the former ones are freed when their last user is done
   */
  void use(BufferRing next) {
    BufferRing former = ring;
    ring = next;
    if (former != next) {
      releaseShown();
      former.retire();
    }
  }

  BufferRing ring() {
    return ring;
  }

  /**
   * Converts and publishes.
   *
   * @return false if no buffer was free and the picture was dropped
   */
  boolean show(RenderedFrame frame, OpenConversion conversion, long now) throws OrielException {
    if (!conversion.aov().equals(shownAov)) {
      if (!shownAov.isEmpty()) {
        nextEpoch();
      }
      shownAov = conversion.aov();
    }
    if (frame.unchanged() && good && shownBy == conversion) {
      counters.increment(EngineCounter.FRAMES_UNCHANGED);
      publish(now, false, true);
      return true;
    }
    PooledBuffer buffer = ring.tryTake();
    if (buffer == null) {
      counters.increment(EngineCounter.FRAMES_DROPPED);
      discontinuity = true;
      shownBy = null;
      return false;
    }
    try {
      conversion.conversion().convert(frame.map(conversion.aov()), buffer.image());
    } catch (OrielException | RuntimeException | LinkageError e) {
      buffer.release();
      throw e;
    }
    releaseShown();
    shown = buffer;
    shownBy = conversion;
    good = true;
    counters.increment(EngineCounter.FRAMES_RENDERED);
    publish(now, false, false);
    return true;
  }

  /** Publishes the last picture, or a placeholder before there was one, as held. */
  void hold(long now) {
    if (shown == null) {
      shown = ring.tryTake();
      if (shown == null) {
        counters.increment(EngineCounter.FRAMES_DROPPED);
        return;
      }
      fill(shown.image());
    }
    counters.increment(EngineCounter.FRAMES_HELD);
    publish(now, true, true);
  }

  private void publish(long now, boolean held, boolean unchanged) {
    PublishedFrame frame =
        new PublishedFrame(shown, epoch, ++sequence, now, held, unchanged, discontinuity);
    discontinuity = false;
    sinks.publish(frame);
  }

  private static void fill(Image image) {
    if (image instanceof HostImage host) {
      for (long at = 0; at < host.spec().sizeBytes(); at += Integer.BYTES) {
        host.segment().set(ValueLayout.JAVA_INT_UNALIGNED, at, PLACEHOLDER);
      }
    }
  }

  private void releaseShown() {
    if (shown != null) {
      shown.release();
      shown = null;
      good = false;
    }
  }

  @Override
  public void close() {
    releaseShown();
    ring.retire();
  }
}
