package io.oriel.transport.shm.region;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import io.oriel.shm.wire.Libc;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/** A named semaphore as programs of others open it. */
final class SystemSemaphore implements AutoCloseable {
  private static final FunctionDescriptor ONE = FunctionDescriptor.of(JAVA_INT, ADDRESS);

  private final Arena arena = Arena.ofShared();
  private final MemorySegment semaphore;

  SystemSemaphore(String name) throws Exception {
    final MethodHandle open =
        Libc.function(
            "sem_open",
            FunctionDescriptor.of(ADDRESS, ADDRESS, JAVA_INT),
            Linker.Option.firstVariadicArg(2));
    try {
      semaphore = (MemorySegment) open.invokeExact(arena.allocateFrom(name), 0);
    } catch (Throwable e) {
      throw Libc.failed(e);
    }
    if (semaphore.address() == 0) {
      throw new IllegalStateException("there is no " + name);
    }
  }

  /** Takes one, waiting for it. */
  void await() {
    call("sem_wait");
  }

  int value() throws Exception {
    final MethodHandle get =
        Libc.function("sem_getvalue", FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS));
    try {
      final MemorySegment number = arena.allocate(JAVA_INT);
      final int ignored = (int) get.invokeExact(semaphore, number);
      return number.get(JAVA_INT, 0);
    } catch (Throwable e) {
      throw Libc.failed(e);
    }
  }

  /** How many wait, where the C library keeps that. */
  int waiting() {
    return (int) JAVA_INT.varHandle().getVolatile(semaphore.reinterpret(8), 4L);
  }

  private void call(String function) {
    try {
      final int ignored = (int) Libc.function(function, ONE).invokeExact(semaphore);
    } catch (Throwable e) {
      throw Libc.failed(e);
    }
  }

  @Override
  public void close() {
    call("sem_close");
    arena.close();
  }
}
