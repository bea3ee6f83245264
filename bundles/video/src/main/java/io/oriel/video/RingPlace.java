package io.oriel.video;

import java.lang.foreign.MemorySegment;

/**
 * Where an access unit lies in the ring. Apart from the unit, which the ring must not keep: one
 * that nobody else has any more was lost, and that is to be found.
 */
final class RingPlace {
  private final UnitRing ring;
  private final MemorySegment memory;
  private volatile boolean left;

  RingPlace(UnitRing ring, MemorySegment memory) {
    this.ring = ring;
    this.memory = memory;
  }

  MemorySegment memory() {
    return memory;
  }

  /** Its unit has come back. Any thread. */
  boolean left() {
    return left;
  }

  /** Its unit comes back, once. Any thread. */
  void leave() {
    left = true;
    ring.leave();
  }
}
