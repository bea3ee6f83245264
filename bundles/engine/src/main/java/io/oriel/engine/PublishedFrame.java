package io.oriel.engine;

import io.oriel.api.error.LeakWatch;
import io.oriel.api.image.Image;
import io.oriel.api.image.ViewportFrame;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * A view on a buffer of the ring. It counts its own users, so that a sink which releases more than
 * it retained is caught at it and takes the buffer from nobody.
 */
final class PublishedFrame implements ViewportFrame {
  private static final VarHandle USERS;

  static {
    try {
      USERS = MethodHandles.lookup().findVarHandle(PublishedFrame.class, "users", int.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final PooledBuffer buffer;
  private final long epoch;
  private final long sequence;
  private final long captureTimeNanos;
  private final boolean held;
  private final boolean unchanged;
  private final boolean discontinuity;

  private final LeakWatch.Lease lease;

  /** The delivery and every retain. */
  private volatile int users = 1;

  private volatile boolean delivering = true;

  PublishedFrame(
      LeakWatch leaks,
      PooledBuffer buffer,
      long epoch,
      long sequence,
      long captureTimeNanos,
      boolean held,
      boolean unchanged,
      boolean discontinuity) {
    this.buffer = buffer;
    this.epoch = epoch;
    this.sequence = sequence;
    this.captureTimeNanos = captureTimeNanos;
    this.held = held;
    this.unchanged = unchanged;
    this.discontinuity = discontinuity;
    buffer.retain();
    lease = leaks.watch(this);
  }

  @Override
  public Image image() {
    return buffer.image();
  }

  @Override
  public long epoch() {
    return epoch;
  }

  @Override
  public long sequence() {
    return sequence;
  }

  @Override
  public long captureTimeNanos() {
    return captureTimeNanos;
  }

  @Override
  public boolean held() {
    return held;
  }

  @Override
  public boolean unchanged() {
    return unchanged;
  }

  @Override
  public boolean discontinuity() {
    return discontinuity;
  }

  @Override
  public void retain() {
    int now;
    do {
      now = users;
      if (now == 0) {
        throw new IllegalStateException("frame was retained after its last release");
      }
    } while (!USERS.compareAndSet(this, now, now + 1));
    lease.taken();
  }

  @Override
  public void release() {
    int now;
    do {
      now = users;
      if (now == (delivering ? 1 : 0)) {
        throw new IllegalStateException("frame was released more often than retained");
      }
    } while (!USERS.compareAndSet(this, now, now - 1));
    if (now == 1) {
      lease.closed();
      buffer.release();
    }
  }

  /** Every sink has seen it: from now on it is there for those who retained it. Render thread. */
  void delivered() {
    delivering = false;
    release();
  }
}
