package io.oriel.engine;

import io.oriel.api.error.LeakWatch;
import io.oriel.api.video.AccessUnit;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.atomic.AtomicInteger;

/** An access unit on a host's memory; born with one reference, the stream's own. */
final class LeasedUnit implements AccessUnit {
  private final MemorySegment data;
  private final long epoch;
  private final long sequence;
  private final long captureTimeNanos;
  private final boolean keyframe;
  private final boolean discontinuity;
  private final Runnable onFree;
  private final AtomicInteger references = new AtomicInteger(1);
  private final LeakWatch.Lease lease;

  /**
   * @param onFree called when nobody reads it any more
   */
  LeasedUnit(
      LeakWatch leaks,
      MemorySegment data,
      long epoch,
      long sequence,
      long captureTimeNanos,
      boolean keyframe,
      boolean discontinuity,
      Runnable onFree) {
    this.data = data;
    this.epoch = epoch;
    this.sequence = sequence;
    this.captureTimeNanos = captureTimeNanos;
    this.keyframe = keyframe;
    this.discontinuity = discontinuity;
    this.onFree = onFree;
    lease = leaks.watch(this);
  }

  @Override
  public MemorySegment data() {
    return data;
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
  public boolean keyframe() {
    return keyframe;
  }

  @Override
  public boolean held() {
    return false;
  }

  @Override
  public boolean discontinuity() {
    return discontinuity;
  }

  @Override
  public void retain() {
    if (references.getAndIncrement() <= 0) {
      references.getAndDecrement();
      throw new IllegalStateException("access unit " + sequence + " was released before");
    }
    lease.taken();
  }

  @Override
  public void release() {
    int left = references.decrementAndGet();
    if (left == 0) {
      lease.closed();
      onFree.run();
    } else if (left < 0) {
      references.getAndIncrement();
      throw new IllegalStateException("access unit " + sequence + " was released too often");
    }
  }
}
