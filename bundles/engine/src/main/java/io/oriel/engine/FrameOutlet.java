package io.oriel.engine;

import io.oriel.api.error.LeakWatch;
import io.oriel.api.metrics.CounterSet;
import io.oriel.api.metrics.DurationSet;

/** Makes frames of buffers and delivers them. Used by the one thread that publishes. */
final class FrameOutlet {
  private final FrameSinks sinks;
  private final DurationSet<EngineDuration> durations;
  private final LeakWatch leaks;
  private long publishedEpoch = -1;
  private long sequence;
  private boolean lost;

  FrameOutlet(
      FrameSinks sinks, CounterSet<EngineCounter> counters, DurationSet<EngineDuration> durations) {
    this.sinks = sinks;
    this.durations = durations;
    this.leaks =
        new LeakWatch(
            System.getLogger(FrameOutlet.class.getName()),
            "A frame",
            () -> counters.increment(EngineCounter.FRAMES_LOST));
  }

  /** Whether anything was published. */
  boolean begun() {
    return sequence > 0;
  }

  /** A picture between the last frame and the next was lost. */
  void lost() {
    lost = true;
  }

  void publish(PooledBuffer buffer, long epoch, long now, boolean held, boolean unchanged) {
    boolean discontinuity = lost || epoch != publishedEpoch;
    lost = false;
    publishedEpoch = epoch;
    PublishedFrame frame =
        new PublishedFrame(leaks, buffer, epoch, ++sequence, now, held, unchanged, discontinuity);
    long began = System.nanoTime();
    sinks.publish(frame);
    frame.delivered();
    durations.since(EngineDuration.PUBLISH, began);
  }
}
