package io.oriel.api.embed;

import io.oriel.api.image.ViewportFrame;
import io.oriel.api.stream.FrameSubscription;
import io.oriel.api.stream.Stream;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Pulls the frames of a stream: whoever asks gets the newest that nobody has got yet, and those
 * that it came too late for are left out. Code among the contracts, because every host needs it.
 * Safe for use from any thread; each frame goes to one caller. The newest frame is kept for whoever
 * asks next, and with it one of the stream's buffers, besides those of the frames handed out. A
 * stream whose host pushes encoded pictures has no frames: nothing ever comes.
 */
public final class FrameReader implements AutoCloseable {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final FrameSubscription subscription;
  private Optional<ViewportFrame> newest = Optional.empty();
  private boolean closed;

  /** Reads the frames that the stream publishes from now on. */
  public FrameReader(Stream stream) {
    subscription = stream.subscribe(this::put);
  }

  /** On the render thread; the lock is held for a few instructions only. */
  private void put(ViewportFrame frame) {
    frame.retain();
    lock.lock();
    try {
      if (closed) {
        frame.release();
        return;
      }
      newest.ifPresent(ViewportFrame::release);
      newest = Optional.of(frame);
      changed.signal();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits for the next frame.
   *
   * @return the frame, which the caller releases once; empty if none came within {@code limit}, or
   *     the reader was closed. The end of the stream looks the same; {@link Stream#status} tells
   */
  public Optional<ViewportFrame> next(Duration limit) throws InterruptedException {
    long left = limit.toNanos();
    lock.lockInterruptibly();
    try {
      while (newest.isEmpty() && !closed && left > 0) {
        left = changed.awaitNanos(left);
      }
      Optional<ViewportFrame> next = newest;
      newest = Optional.empty();
      return next;
    } finally {
      lock.unlock();
    }
  }

  /** Ends reading; who waits gets nothing. Frames that were handed out stay with their callers. */
  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      newest.ifPresent(ViewportFrame::release);
      newest = Optional.empty();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    subscription.close();
  }
}
