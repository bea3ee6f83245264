package io.oriel.transport.shm.region;

import io.oriel.shm.wire.Futex;
import io.oriel.shm.wire.StreamName;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.util.Set;

/**
 * The named semaphore at which readers of the 0.3 and 0.4 kind sleep, as sem_open of glibc 2.21 and
 * later lays it out on systems of 64 bits (struct new_sem): value, waiters, scope of the futex. It
 * is raised without the C library, which does not survive a file that somebody cuts off. Used by
 * one thread.
 */
final class WakeSemaphore implements AutoCloseable {
  private static final int BYTES = 32;
  private static final int SCOPE_AT = 8;
  private static final int BETWEEN_PROCESSES = 128;
  private static final VarHandle VALUE = ValueLayout.JAVA_INT.varHandle();

  private final StreamName name;
  private final FileChannel file;
  private final MemorySegment value;

  private WakeSemaphore(StreamName name, FileChannel file, Arena arena) throws IOException {
    this.name = name;
    this.file = file;
    blank();
    this.value = file.map(FileChannel.MapMode.READ_WRITE, 0, Integer.BYTES, arena);
  }

  /**
   * Makes it, for this user alone, in place of what a dead producer left.
   *
   * @throws IOException if the file there is another user's, or cannot be made
   */
  static WakeSemaphore create(StreamName name, Arena arena) throws IOException {
    Files.deleteIfExists(name.semaphoreFile());
    final FileChannel file =
        FileChannel.open(
            name.semaphoreFile(),
            Set.of(
                StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE),
            RegionFile.OWNER_ONLY);
    try {
      return new WakeSemaphore(name, file, arena);
    } catch (Throwable e) {
      file.close();
      Files.deleteIfExists(name.semaphoreFile());
      throw e;
    }
  }

  private void blank() throws IOException {
    final ByteBuffer bytes = ByteBuffer.allocate(BYTES).order(ByteOrder.nativeOrder());
    file.write(bytes.putInt(SCOPE_AT, BETWEEN_PROCESSES), 0);
  }

  /**
   * Raises it to a value: one for each reader that may sleep at it. Nothing piles up for readers
   * that come later or sleep elsewhere. A store is enough: only readers change it besides, and they
   * take.
   */
  void raiseTo(int readers) throws IOException {
    if (file.size() < BYTES) {
      blank();
    }
    if ((int) VALUE.getAcquire(value, 0L) < readers) {
      VALUE.setRelease(value, 0L, readers);
    }
    Futex.wakeAll(value);
  }

  /** Removes the name; those who have it open keep it. */
  void remove() throws IOException {
    Files.deleteIfExists(name.semaphoreFile());
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
