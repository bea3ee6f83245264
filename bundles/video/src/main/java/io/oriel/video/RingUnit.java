package io.oriel.video;

import io.oriel.api.error.LeakWatch;
import io.oriel.api.video.AccessUnit;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.atomic.AtomicInteger;

/** An access unit in the ring; born with one reference, the feed's own. */
final class RingUnit implements AccessUnit {
  /** Flags of an access unit. */
  record Flags(boolean keyframe, boolean held, boolean discontinuity) {}

  private final RingPlace place;
  private final long epoch;
  private final long sequence;
  private final long captureTimeNanos;
  private final Flags flags;
  private final AtomicInteger references = new AtomicInteger(1);
  private final LeakWatch.Lease lease;

  RingUnit(
      LeakWatch leaks,
      RingPlace place,
      long epoch,
      long sequence,
      long captureTimeNanos,
      Flags flags) {
    this.place = place;
    this.epoch = epoch;
    this.sequence = sequence;
    this.captureTimeNanos = captureTimeNanos;
    this.flags = flags;
    lease = leaks.watch(this);
  }

  @Override
  public MemorySegment data() {
    return place.memory();
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
    return flags.keyframe();
  }

  @Override
  public boolean held() {
    return flags.held();
  }

  @Override
  public boolean discontinuity() {
    return flags.discontinuity();
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
      place.leave();
    } else if (left < 0) {
      references.getAndIncrement();
      throw new IllegalStateException("access unit " + sequence + " was released too often");
    }
  }
}
