package io.oriel.shm.wire;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.util.concurrent.TimeUnit;

/** Sleeping on a word that processes share: futex(2), which has no function in the C library. */
public final class Futex {
  private static final long CALL =
      switch (System.getProperty("os.arch")) {
        case "amd64" -> 202;
        case "aarch64" -> 98;
        default -> throw new UnsupportedOperationException("shared memory needs x86-64 or aarch64");
      };
  private static final int WAIT = 0;
  private static final int WAKE = 1;

  private static final MethodHandle SYSCALL =
      Libc.function(
          "syscall",
          FunctionDescriptor.of(
              JAVA_LONG, JAVA_LONG, ADDRESS, JAVA_INT, JAVA_INT, ADDRESS, ADDRESS, JAVA_INT),
          Linker.Option.firstVariadicArg(1));

  private Futex() {}

  /** Wakes all who sleep on the word, in every process. Does not wait. */
  public static void wakeAll(MemorySegment word) {
    call(word, WAKE, Integer.MAX_VALUE, MemorySegment.NULL);
  }

  /** Room for the time that a wait may take. */
  public static MemorySegment timeout(Arena arena) {
    return arena.allocate(JAVA_LONG, 2);
  }

  /**
   * Sleeps until somebody wakes those at the word, at most for a time; returns at once if the word
   * has another value, and sometimes for no reason. The thread cannot be interrupted meanwhile.
   *
   * @param timeout from {@link #timeout}, used by this thread alone
   * @return true if it was woken
   */
  public static boolean await(MemorySegment word, int value, long nanos, MemorySegment timeout) {
    timeout.setAtIndex(JAVA_LONG, 0, nanos / TimeUnit.SECONDS.toNanos(1));
    timeout.setAtIndex(JAVA_LONG, 1, nanos % TimeUnit.SECONDS.toNanos(1));
    return call(word, WAIT, value, timeout) == 0;
  }

  private static long call(MemorySegment word, int operation, int value, MemorySegment timeout) {
    try {
      return (long)
          SYSCALL.invokeExact(CALL, word, operation, value, timeout, MemorySegment.NULL, 0);
    } catch (Throwable e) {
      throw Libc.failed(e);
    }
  }
}
