package io.oriel.transport.shm;

import io.oriel.api.image.HostImage;
import io.oriel.api.image.ViewportFrame;
import io.oriel.api.metrics.CounterSet;
import io.oriel.api.metrics.DurationSet;
import io.oriel.api.stream.FrameSink;
import io.oriel.transport.shm.control.ControlSocket;
import io.oriel.transport.shm.region.SlotWriter;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * Takes frames on the render thread and copies them on one of its own. Where that does not follow,
 * the newer frame takes the place of the one that waits.
 */
final class FrameWriter implements FrameSink, AutoCloseable {
  private final SlotWriter slots;
  private final ControlSocket control;
  private final CounterSet<ShmCounter> counters;
  private final DurationSet<ShmDuration> durations;
  private final Consumer<String> faults;
  private final Thread thread;

  /** The frame that waits; null while there is none. */
  private final AtomicReference<ViewportFrame> waiting = new AtomicReference<>();

  private volatile long offeredAtNanos;
  private volatile boolean closed;

  /**
   * @param faults hears what is wrong with the region or the frames, again with each frame
   */
  FrameWriter(
      String stream,
      SlotWriter slots,
      ControlSocket control,
      CounterSet<ShmCounter> counters,
      DurationSet<ShmDuration> durations,
      Consumer<String> faults) {
    this.slots = slots;
    this.control = control;
    this.counters = counters;
    this.durations = durations;
    this.faults = faults;
    this.thread =
        Thread.ofPlatform().daemon().name("oriel-send-shm-" + stream).unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  @Override
  public void onFrame(ViewportFrame frame) {
    frame.retain();
    offeredAtNanos = System.nanoTime();
    final ViewportFrame older = waiting.getAndSet(frame);
    if (older != null) {
      older.release();
      counters.increment(ShmCounter.FRAMES_SKIPPED);
    }
    LockSupport.unpark(thread);
  }

  private void run() {
    while (!closed) {
      final ViewportFrame frame = waiting.getAndSet(null);
      if (frame == null) {
        LockSupport.park(this);
        continue;
      }
      try {
        write(frame);
      } catch (IOException | RuntimeException | InternalError e) {
        // The region was damaged in a way that the next frame mends, or that is looked after soon.
        faults.accept("a frame could not be written: " + e);
      } finally {
        frame.release();
      }
    }
  }

  private void write(ViewportFrame frame) throws IOException {
    if (!(frame.image() instanceof HostImage image) || !slots.takes(image)) {
      counters.increment(ShmCounter.FRAMES_UNSUPPORTED);
      faults.accept("its frames cannot be copied from where they are, or are larger than it says");
      return;
    }
    final long offered = offeredAtNanos;
    final long began = System.nanoTime();
    if (!slots.write(image, frame.captureTimeNanos(), control.viewers())) {
      counters.increment(ShmCounter.REGIONS_REPAIRED);
      faults.accept("its region had been resized or overwritten, and was mended");
    }
    durations.since(ShmDuration.WRITE, began);
    durations.since(ShmDuration.HAND_OVER, offered);
    counters.increment(ShmCounter.FRAMES_WRITTEN);
    if (!frame.held()) {
      control.shown(frame.epoch());
    }
  }

  /** Returns when nothing is written any more. Called when no more frames come. */
  @Override
  public void close() {
    closed = true;
    LockSupport.unpark(thread);
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    final ViewportFrame left = waiting.getAndSet(null);
    if (left != null) {
      left.release();
    }
  }
}
