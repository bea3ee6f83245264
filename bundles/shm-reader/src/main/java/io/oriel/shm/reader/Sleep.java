package io.oriel.shm.reader;

import io.oriel.shm.wire.Futex;
import io.oriel.shm.wire.Region;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.concurrent.TimeUnit;

/**
 * Sleeps until there is another frame. Producers of the 0.5 kind wake those at a futex. Those of
 * the 0.3 and 0.4 kind post a semaphore instead, once for all readers, and the C library does not
 * survive one that is cut off: from the first frame of which it was not told it sleeps but shortly.
 * Used by one thread.
 */
final class Sleep {
  /** The longest sleep in one piece: who is interrupted, or left alone, notices after it. */
  private static final long SLICE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  /** Where nobody wakes. */
  private static final long SHORT_SLICE_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

  private final MemorySegment word;
  private final MemorySegment timeout;
  private long sliceNanos = SLICE_NANOS;

  Sleep(Region region, Arena arena) {
    this.word = region.wakeWord();
    this.timeout = Futex.timeout(arena);
  }

  /** What {@link #next} is to be given: taken before one looks for a frame. */
  int now() {
    return word.get(ValueLayout.JAVA_INT, 0);
  }

  /** Returns when something may have happened since {@code before}, at most after a slice. */
  void next(int before, long mostNanos) {
    final long began = System.nanoTime();
    if (Futex.await(word, before, Math.min(mostNanos, sliceNanos), timeout)) {
      sliceNanos = SLICE_NANOS;
    } else if (now() != before && System.nanoTime() - began >= SLICE_NANOS) {
      sliceNanos = SHORT_SLICE_NANOS;
    }
  }
}
