package io.oriel.shm.reader;

import io.oriel.shm.wire.Futex;
import io.oriel.shm.wire.Region;
import io.oriel.shm.wire.StreamName;
import io.oriel.shm.wire.WakeSemaphore;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Sleeps until there is another frame. Producers of the 0.5 kind wake those at a futex, those of
 * the 0.3 and 0.4 kind post a semaphore: it sleeps at the futex until a frame has come of which it
 * was not told. Used by one thread.
 */
final class Sleep implements AutoCloseable {
  /** The longest sleep in one piece: who is interrupted, or left alone, notices after it. */
  private static final long SLICE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private final StreamName name;
  private final Region region;
  private final MemorySegment word;
  private final MemorySegment timeout;
  private Optional<WakeSemaphore> semaphore = Optional.empty();

  Sleep(StreamName name, Region region, Arena arena) {
    this.name = name;
    this.region = region;
    this.word = region.wakeWord();
    this.timeout = Futex.timeout(arena);
  }

  /** What {@link #next} is to be given: taken before one looks for a frame. */
  int now() {
    return word.get(ValueLayout.JAVA_INT, 0);
  }

  /** Returns when something may have happened since {@code before}, at most after a slice. */
  void next(int before, long mostNanos) {
    final long nanos = Math.min(mostNanos, SLICE_NANOS);
    if (semaphore.isPresent()) {
      semaphore.get().await(nanos);
      return;
    }
    final long began = System.nanoTime();
    final boolean woken = Futex.await(word, before, nanos, timeout);
    final boolean overslept = !woken && System.nanoTime() - began >= SLICE_NANOS && now() != before;
    if (overslept && region.producerAlive()) {
      semaphore = WakeSemaphore.find(name);
    }
  }

  @Override
  public void close() {
    semaphore.ifPresent(WakeSemaphore::close);
  }
}
