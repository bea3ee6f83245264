package io.oriel.engine;

import io.oriel.api.image.Image;
import io.oriel.api.image.ImageAllocation;
import java.util.concurrent.atomic.AtomicInteger;

/** A picture of the ring and the number of those who need it. */
final class PooledBuffer {
  private final ImageAllocation allocation;

  /** Users of a buffer that is freed. */
  private static final int FREED = Integer.MIN_VALUE / 2;

  private final AtomicInteger users = new AtomicInteger();
  private volatile boolean retired;

  PooledBuffer(ImageAllocation allocation) {
    this.allocation = allocation;
  }

  /** A buffer with one user that is not used again: its memory is freed after the last user. */
  static PooledBuffer once(ImageAllocation allocation) {
    PooledBuffer buffer = new PooledBuffer(allocation);
    buffer.tryTake();
    buffer.retire();
    return buffer;
  }

  Image image() {
    return allocation.image();
  }

  /** Takes a buffer that nobody uses. */
  boolean tryTake() {
    return users.compareAndSet(0, 1);
  }

  void retain() {
    if (users.getAndIncrement() <= 0) {
      users.getAndDecrement();
      throw new IllegalStateException("frame was retained after its last release");
    }
  }

  void release() {
    int left = users.decrementAndGet();
    if (left < 0) {
      users.getAndIncrement();
      throw new IllegalStateException("frame was released more often than retained");
    }
    if (left == 0 && retired) {
      freeUnused();
    }
  }

  /** Frees the memory as soon as nobody uses it. */
  void retire() {
    retired = true;
    freeUnused();
  }

  private void freeUnused() {
    if (users.compareAndSet(0, FREED)) {
      allocation.close();
    }
  }
}
