package io.oriel.engine;

import io.oriel.api.aov.AovData;
import io.oriel.api.error.OrielException;
import io.oriel.api.metrics.CounterSet;
import io.oriel.api.metrics.DurationSet;
import io.oriel.api.time.Clock;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The picture that a stream shows and its publication: what was converted, again what was, or a
 * placeholder before anything was. Used by the render thread, but for the epoch counter.
 */
final class Screen implements AutoCloseable {
  private final Clock clock;
  private final FrameOutlet outlet;
  private final CounterSet<EngineCounter> counters;
  private final DurationSet<EngineDuration> durations;
  private final AtomicLong epochs;

  private BufferRing ring;

  /** The picture that is shown: a placeholder until there was one. */
  private PooledBuffer shown;

  /** What made it of the step before; null if that step is not what is shown. */
  private OpenConversion shownBy;

  private String shownAov = "";
  private long shownEpoch;
  private long epoch;

  Screen(
      Clock clock,
      BufferRing ring,
      FrameOutlet outlet,
      CounterSet<EngineCounter> counters,
      DurationSet<EngineDuration> durations,
      AtomicLong epochs) {
    this.clock = clock;
    this.ring = ring;
    this.outlet = outlet;
    this.counters = counters;
    this.durations = durations;
    this.epochs = epochs;
    this.epoch = epochs.get();
    this.shownEpoch = epoch;
    this.shown = ring.tryTake();
    Placeholder.fill(shown.image());
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
  boolean show(DrawnFrame frame, OpenConversion conversion, long now) throws OrielException {
    boolean same = frame.unchanged() && shownBy == conversion;
    shownBy = null;
    if (same) {
      counters.increment(EngineCounter.FRAMES_UNCHANGED);
    } else if (!convert(frame, conversion)) {
      counters.increment(EngineCounter.FRAMES_DROPPED);
      outlet.lost();
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
    outlet.publish(shown, shownEpoch, now, false, same);
    return true;
  }

  /** False if no buffer is free. */
  private boolean convert(DrawnFrame frame, OpenConversion conversion) throws OrielException {
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
    outlet.publish(shown, shownEpoch, now, true, outlet.begun());
  }

  @Override
  public void close() {
    shown.release();
    ring.retire();
  }
}
