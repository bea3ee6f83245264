package io.oriel.transport.shm.region;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import io.oriel.shm.wire.Libc;
import io.oriel.shm.wire.StreamName;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.invoke.MethodHandle;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A lock between processes while they look who has a name and take it: flock(2) on the folder of
 * shared memory, which leaves no file behind and goes with its process.
 */
public final class DirectoryLock implements AutoCloseable {
  private static final int READ_CLOSE_ON_EXEC = 02000000;
  private static final int EXCLUSIVE_AT_ONCE = 2 | 4;
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

  private static final MethodHandle OPEN =
      Libc.function(
          "open",
          FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT),
          Linker.Option.firstVariadicArg(2));
  private static final MethodHandle FLOCK =
      Libc.function("flock", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT));
  private static final MethodHandle CLOSE =
      Libc.function("close", FunctionDescriptor.of(JAVA_INT, JAVA_INT));

  private final int descriptor;

  private DirectoryLock(int descriptor) {
    this.descriptor = descriptor;
  }

  /**
   * Takes the lock; waits at most a second for whoever has it.
   *
   * @throws IOException if there is no such folder, or it is not let go of
   */
  public static DirectoryLock take() throws IOException {
    final DirectoryLock lock = new DirectoryLock(open());
    final long until = System.nanoTime() + PATIENCE_NANOS;
    while (!lock.locked()) {
      if (System.nanoTime() > until) {
        lock.close();
        throw new IOException(StreamName.MEMORY + " stays locked by another process");
      }
      LockSupport.parkNanos(PAUSE_NANOS);
    }
    return lock;
  }

  private static int open() throws IOException {
    try (Arena call = Arena.ofConfined()) {
      final var path = call.allocateFrom(StreamName.MEMORY.toString());
      final int descriptor = (int) OPEN.invokeExact(path, READ_CLOSE_ON_EXEC);
      if (descriptor < 0) {
        throw new IOException(StreamName.MEMORY + " cannot be opened");
      }
      return descriptor;
    } catch (IOException e) {
      throw e;
    } catch (Throwable e) {
      throw Libc.failed(e);
    }
  }

  private boolean locked() {
    try {
      return (int) FLOCK.invokeExact(descriptor, EXCLUSIVE_AT_ONCE) == 0;
    } catch (Throwable e) {
      throw Libc.failed(e);
    }
  }

  @Override
  public void close() {
    try {
      final int ignored = (int) CLOSE.invokeExact(descriptor);
    } catch (Throwable e) {
      throw Libc.failed(e);
    }
  }
}
