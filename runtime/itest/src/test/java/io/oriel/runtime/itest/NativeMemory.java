package io.oriel.runtime.itest;

import static java.lang.foreign.MemoryLayout.PathElement.groupElement;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.lang.foreign.StructLayout;
import java.lang.invoke.MethodHandle;

/** What this process has allocated in C, by mallinfo(3) of glibc. */
final class NativeMemory {
  private static final StructLayout MALLINFO2 =
      MemoryLayout.structLayout(
          JAVA_LONG.withName("arena"),
          JAVA_LONG.withName("ordblks"),
          JAVA_LONG.withName("smblks"),
          JAVA_LONG.withName("hblks"),
          JAVA_LONG.withName("hblkhd"),
          JAVA_LONG.withName("usmblks"),
          JAVA_LONG.withName("fsmblks"),
          JAVA_LONG.withName("uordblks"),
          JAVA_LONG.withName("fordblks"),
          JAVA_LONG.withName("keepcost"));

  private static final Linker LINKER = Linker.nativeLinker();
  private static final MethodHandle MALLINFO =
      LINKER.downcallHandle(
          LINKER.defaultLookup().findOrThrow("mallinfo2"), FunctionDescriptor.of(MALLINFO2));

  private NativeMemory() {}

  /**
   * Pictures, what FFmpeg and the JVM have allocated and not freed. Unlike the resident memory it
   * has neither the Java heap nor what was freed and is kept for the next, which both grow with the
   * load of the machine.
   */
  static long allocatedKiB() {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment info = (MemorySegment) MALLINFO.invokeExact((SegmentAllocator) arena);
      return (field(info, "uordblks") + field(info, "hblkhd")) / 1024;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  private static long field(MemorySegment info, String name) {
    return info.get(JAVA_LONG, MALLINFO2.byteOffset(groupElement(name)));
  }
}
