package io.oriel.shm.wire;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.time.Instant;
import java.util.Optional;

/**
 * The named semaphore that a producer of the 0.3 and 0.4 kind posts for each frame. Used by one
 * thread, but for {@link #unlink}.
 */
public final class WakeSemaphore implements AutoCloseable {
  /** What the C library maps of its file: the size of sem_t on a system of 64 bits. */
  public static final int BYTES = 32;

  private static final int CREATE_NEW = 0100 | 0200;
  private static final int OWNER_ONLY = 0600;

  private static final MethodHandle OPEN =
      Libc.function(
          "sem_open",
          FunctionDescriptor.of(ADDRESS, ADDRESS, JAVA_INT, JAVA_INT, JAVA_INT),
          Linker.Option.firstVariadicArg(2));
  private static final MethodHandle POST =
      Libc.function("sem_post", FunctionDescriptor.of(JAVA_INT, ADDRESS));
  private static final MethodHandle VALUE =
      Libc.function("sem_getvalue", FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS));
  private static final MethodHandle WAIT =
      Libc.function("sem_timedwait", FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS));
  private static final MethodHandle CLOSE =
      Libc.function("sem_close", FunctionDescriptor.of(JAVA_INT, ADDRESS));
  private static final MethodHandle UNLINK =
      Libc.function("sem_unlink", FunctionDescriptor.of(JAVA_INT, ADDRESS));

  private final Arena arena = Arena.ofShared();
  private final MemorySegment number = arena.allocate(JAVA_INT);
  private final MemorySegment until = arena.allocate(JAVA_LONG, 2);
  private final MemorySegment semaphore;

  private WakeSemaphore(MemorySegment semaphore) {
    this.semaphore = semaphore;
  }

  /**
   * Makes a new one, for this user alone.
   *
   * @throws IOException if there is one of that name, or none can be made
   */
  public static WakeSemaphore create(StreamName name) throws IOException {
    return open(name, CREATE_NEW)
        .orElseThrow(() -> new IOException("the semaphore " + name.semaphore() + " is not made"));
  }

  /** The one that a producer has made; empty if there is none that may be used. */
  public static Optional<WakeSemaphore> find(StreamName name) {
    return open(name, 0);
  }

  private static Optional<WakeSemaphore> open(StreamName name, int flags) {
    try (Arena call = Arena.ofConfined()) {
      final MemorySegment text = call.allocateFrom(name.semaphore());
      final var opened = (MemorySegment) OPEN.invokeExact(text, flags, OWNER_ONLY, 0);
      return opened.address() == 0 ? Optional.empty() : Optional.of(new WakeSemaphore(opened));
    } catch (Throwable e) {
      throw Libc.failed(e);
    }
  }

  /** Removes the name; those who have it open keep it. */
  public static void unlink(StreamName name) {
    try (Arena call = Arena.ofConfined()) {
      final int ignored = (int) UNLINK.invokeExact(call.allocateFrom(name.semaphore()));
    } catch (Throwable e) {
      throw Libc.failed(e);
    }
  }

  /**
   * Raises it to a value: one for each reader that may sleep on it. Nothing piles up for readers
   * that come later or sleep elsewhere.
   */
  public void raiseTo(int readers) {
    try {
      for (int value = value(); value < readers; value++) {
        final int ignored = (int) POST.invokeExact(semaphore);
      }
    } catch (Throwable e) {
      throw Libc.failed(e);
    }
  }

  /** How many may take one without waiting. */
  public int value() {
    try {
      final int ignored = (int) VALUE.invokeExact(semaphore, number);
      return number.get(JAVA_INT, 0);
    } catch (Throwable e) {
      throw Libc.failed(e);
    }
  }

  /** Takes one, waiting for it if need be, at most for a time. */
  public void await(long nanos) {
    final Instant end = Instant.now().plusNanos(nanos);
    until.setAtIndex(JAVA_LONG, 0, end.getEpochSecond());
    until.setAtIndex(JAVA_LONG, 1, end.getNano());
    try {
      final int ignored = (int) WAIT.invokeExact(semaphore, until);
    } catch (Throwable e) {
      throw Libc.failed(e);
    }
  }

  @Override
  public void close() {
    try {
      final int ignored = (int) CLOSE.invokeExact(semaphore);
    } catch (Throwable e) {
      throw Libc.failed(e);
    }
    arena.close();
  }
}
