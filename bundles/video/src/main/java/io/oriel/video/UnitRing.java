package io.oriel.video;

import io.oriel.api.error.LeakWatch;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayDeque;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Memory for access units, handed out in order and taken back in order: a unit that is kept holds
 * up those behind it, and when the ring is full new ones are refused. Places are taken by one
 * thread at a time, units come back from any. The memory is freed when the last unit is back and
 * its owner has left.
 */
final class UnitRing {
  private static final long ALIGNMENT = 64;
  private static final LeakWatch LEAKS =
      new LeakWatch(System.getLogger("io.oriel.video"), "A ring of access units", () -> {});

  private final Arena arena = Arena.ofShared();
  private final MemorySegment memory;
  private final LeakWatch.Lease lease = LEAKS.watch(this);
  private final ArrayDeque<RingPlace> out = new ArrayDeque<>();

  /** The units that are out, and one for the owner. */
  private final AtomicInteger users = new AtomicInteger(1);

  private long head;

  UnitRing(long bytes) {
    memory = arena.allocate(bytes, ALIGNMENT);
  }

  /** A place for a unit, or null if there is none. */
  MemorySegment allocate(long size) {
    while (!out.isEmpty() && out.peekFirst().left()) {
      out.removeFirst();
    }
    long needed = (size + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    long start = place(needed);
    if (start < 0) {
      return null;
    }
    head = start + needed;
    return memory.asSlice(start, size);
  }

  private long place(long needed) {
    if (out.isEmpty()) {
      return needed <= memory.byteSize() ? 0 : -1;
    }
    long tail = out.peekFirst().memory().address() - memory.address();
    if (head <= tail) {
      return head + needed < tail ? head : -1;
    }
    if (head + needed <= memory.byteSize()) {
      return head;
    }
    return needed < tail ? 0 : -1;
  }

  /** A unit lies now in what was allocated last. */
  RingPlace add(MemorySegment allocated) {
    RingPlace place = new RingPlace(this, allocated);
    users.incrementAndGet();
    out.addLast(place);
    return place;
  }

  /** A unit has come back, or the owner leaves, after which nothing is allocated. Any thread. */
  void leave() {
    if (users.decrementAndGet() == 0) {
      lease.closed();
      arena.close();
    }
  }
}
