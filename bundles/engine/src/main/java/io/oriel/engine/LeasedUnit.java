package io.oriel.engine;

import io.oriel.api.embed.PushedUnit;
import io.oriel.api.error.LeakWatch;
import io.oriel.api.video.AccessUnit;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.atomic.AtomicInteger;

/** A pushed access unit as one subscriber sees it; born with one reference, the stream's own. */
final class LeasedUnit implements AccessUnit {
  /** Nothing here begins anew: a unit that was lost is told by its discontinuity. */
  static final long EPOCH = 1;

  private final PushedUnit pushed;
  private final long sequence;
  private final boolean discontinuity;
  private final Runnable onFree;
  private final AtomicInteger references = new AtomicInteger(1);
  private final LeakWatch.Lease lease;

  /**
   * @param onFree called when the subscriber reads it no more
   */
  LeasedUnit(
      LeakWatch leaks, PushedUnit pushed, long sequence, boolean discontinuity, Runnable onFree) {
    this.pushed = pushed;
    this.sequence = sequence;
    this.discontinuity = discontinuity;
    this.onFree = onFree;
    lease = leaks.watch(this);
  }

  @Override
  public MemorySegment data() {
    return pushed.data();
  }

  @Override
  public long epoch() {
    return EPOCH;
  }

  @Override
  public long sequence() {
    return sequence;
  }

  @Override
  public long captureTimeNanos() {
    return pushed.captureTimeNanos();
  }

  @Override
  public boolean keyframe() {
    return pushed.keyframe();
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
