package io.oriel.engine;

import io.oriel.api.aov.AovData;
import io.oriel.api.error.LeakWatch;
import io.oriel.api.error.OrielException;
import io.oriel.api.image.HostImage;
import io.oriel.api.image.Image;
import io.oriel.api.metrics.CounterSet;
import io.oriel.api.metrics.DurationSet;
import io.oriel.api.render.RenderedFrame;
import io.oriel.api.time.Clock;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The picture that a stream shows and its publication: what was converted, again what was, or a
 * placeholder before anything was. Used by the render thread, but for the epoch counter.
 */
final class Screen implements AutoCloseable {
  /** Opaque dark grey, as a little-endian BGRA word. */
  private static final int PLACEHOLDER = 0xFF1B1D20;

  private final Clock clock;
  private final FrameSinks sinks;
  private final CounterSet<EngineCounter> counters;
  private final DurationSet<EngineDuration> durations;
  private final AtomicLong epochs;
  private final LeakWatch leaks;

  private BufferRing ring;

  /** The picture that is shown: a placeholder until there was one. */
  private PooledBuffer shown;

  /** What made it of the step before; null if that step is not what is shown. */
  private OpenConversion shownBy;

  private String shownAov = "";
  private long shownEpoch;
  private long epoch;
  private long publishedEpoch = -1;
  private long sequence;
  private boolean lost;

  Screen(
      Clock clock,
      BufferRing ring,
      FrameSinks sinks,
      CounterSet<EngineCounter> counters,
      DurationSet<EngineDuration> durations,
      AtomicLong epochs) {
    this.clock = clock;
    this.ring = ring;
    this.sinks = sinks;
    this.counters = counters;
    this.durations = durations;
    this.epochs = epochs;
    this.leaks =
        new LeakWatch(
            System.getLogger(Screen.class.getName()),
            "A frame",
            () -> counters.increment(EngineCounter.FRAMES_LOST));
    this.epoch = epochs.get();
    this.shownEpoch = epoch;
    this.shown = ring.tryTake();
    fill(shown.image());
  }

  /** Epoch of the pictures to come. */
  long epoch() {
    return epoch;
  }

  /** Pictures from now on do not continue those before; the last one keeps its epoch while held. */
  long nextEpoch() {
    epoch = epochs.incrementAndGet();
    shownBy = null;
    return epoch;
  }

  /** A step has drawn something that is not shown: the next one may not be told unchanged. */
  void missed() {
    shownBy = null;
  }

  /**
   * Takes pictures of another kind of memory from now on; the picture that is shown stays.
   *
   * @param next the buffers; the former ones are freed when their last user is done
   */
  void use(BufferRing next) {
    BufferRing former = ring;
    if (former != next) {
      ring = next;
      former.retire();
    }
  }

  /**
   * Converts and publishes.
   *
   * @return false if no buffer was free and the picture was dropped
   */
  boolean show(RenderedFrame frame, OpenConversion conversion, long now) throws OrielException {
    boolean same = frame.unchanged() && shownBy == conversion;
    shownBy = null;
    if (same) {
      counters.increment(EngineCounter.FRAMES_UNCHANGED);
    } else if (!convert(frame, conversion)) {
      counters.increment(EngineCounter.FRAMES_DROPPED);
      lost = true;
      return false;
    }
    if (!conversion.aov().equals(shownAov)) {
      if (!shownAov.isEmpty()) {
        nextEpoch();
      }
      shownAov = conversion.aov();
    }
    shownBy = conversion;
    shownEpoch = epoch;
    publish(now, false, same);
    return true;
  }

  /** False if no buffer is free. */
  private boolean convert(RenderedFrame frame, OpenConversion conversion) throws OrielException {
    PooledBuffer buffer = ring.tryTake();
    if (buffer == null) {
      return false;
    }
    long began = System.nanoTime();
    try {
      AovData outputs = frame.map(conversion.source());
      long mappedAt = clock.nanos();
      conversion.conversion().convert(outputs, buffer.image());
      conversion.took(clock.nanos() - mappedAt);
    } catch (Throwable e) {
      buffer.release();
      throw e;
    }
    durations.since(EngineDuration.CONVERT, began);
    shown.release();
    shown = buffer;
    counters.increment(EngineCounter.FRAMES_RENDERED);
    return true;
  }

  /** Publishes the last picture, or the placeholder before there was one, as held. */
  void hold(long now) {
    counters.increment(EngineCounter.FRAMES_HELD);
    publish(now, true, sequence > 0);
  }

  private void publish(long now, boolean held, boolean unchanged) {
    boolean discontinuity = lost || shownEpoch != publishedEpoch;
    lost = false;
    publishedEpoch = shownEpoch;
    PublishedFrame frame =
        new PublishedFrame(
            leaks, shown, shownEpoch, ++sequence, now, held, unchanged, discontinuity);
    long began = System.nanoTime();
    sinks.publish(frame);
    frame.delivered();
    durations.since(EngineDuration.PUBLISH, began);
  }

  private static void fill(Image image) {
    if (image instanceof HostImage host) {
      // Doubled up by whole copies: a loop over the pixels takes a fifth of a second before it is
      // compiled.
      MemorySegment pixels = host.segment().asSlice(0, host.spec().sizeBytes());
      pixels.set(ValueLayout.JAVA_INT_UNALIGNED, 0, PLACEHOLDER);
      for (long done = Integer.BYTES; done < pixels.byteSize(); done *= 2) {
        long more = Math.min(done, pixels.byteSize() - done);
        MemorySegment.copy(pixels, 0, pixels, done, more);
      }
    }
  }

  @Override
  public void close() {
    shown.release();
    ring.retire();
  }
}
