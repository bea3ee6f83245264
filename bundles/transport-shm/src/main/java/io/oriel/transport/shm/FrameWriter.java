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

  /** A frame and when it was published. */
  private record Waiting(ViewportFrame frame, long sinceNanos) {}

  /** The frame that waits; null while there is none. */
  private final AtomicReference<Waiting> waiting = new AtomicReference<>();

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
    final Waiting older = waiting.getAndSet(new Waiting(frame, System.nanoTime()));
    if (older != null) {
      older.frame().release();
      counters.increment(ShmCounter.FRAMES_SKIPPED);
    }
    LockSupport.unpark(thread);
  }

  private void run() {
    while (!closed) {
      try {
        writeNext();
      } catch (Throwable e) {
        // Such as memory that was cut off, which the JVM may tell some steps later, or a defect:
        // neither may end the stream for its readers.
        faults.accept("a frame could not be written: " + e);
      }
    }
  }

  private void writeNext() throws IOException {
    final Waiting next = waiting.getAndSet(null);
    if (next == null) {
      LockSupport.park(this);
      return;
    }
    try {
      write(next.frame(), next.sinceNanos());
    } finally {
      next.frame().release();
    }
  }

  private void write(ViewportFrame frame, long sinceNanos) throws IOException {
    if (!(frame.image() instanceof HostImage image) || !slots.takes(image)) {
      counters.increment(ShmCounter.FRAMES_UNSUPPORTED);
      faults.accept("its frames cannot be copied from where they are, or are larger than it says");
      return;
    }
    final long began = System.nanoTime();
    if (!slots.write(image, frame.captureTimeNanos(), control.viewers())) {
      counters.increment(ShmCounter.REGIONS_REPAIRED);
      faults.accept("its region had been resized or overwritten, and was mended");
    }
    durations.since(ShmDuration.WRITE, began);
    durations.since(ShmDuration.HAND_OVER, sinceNanos);
    counters.increment(ShmCounter.FRAMES_WRITTEN);
    if (!frame.held()) {
      control.shown(frame.epoch());
    }
  }

  /** Whether it still writes what comes. Any thread. */
  boolean works() {
    return thread.isAlive();
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
    final Waiting left = waiting.getAndSet(null);
    if (left != null) {
      left.frame().release();
    }
  }
}
