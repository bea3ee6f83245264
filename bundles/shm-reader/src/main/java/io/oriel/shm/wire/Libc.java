package io.oriel.shm.wire;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.invoke.MethodHandle;

/** Functions of the C library, which every process has loaded. */
public final class Libc {
  private static final Linker LINKER = Linker.nativeLinker();

  private Libc() {}

  /**
   * The function with this name.
   *
   * @throws UnsupportedOperationException if this system has none
   */
  @SuppressWarnings("restricted")
  public static MethodHandle function(
      String name, FunctionDescriptor descriptor, Linker.Option... options) {
    return LINKER
        .defaultLookup()
        .find(name)
        .map(address -> LINKER.downcallHandle(address, descriptor, options))
        .orElseThrow(() -> new UnsupportedOperationException("the C library has no " + name));
  }

  /** What a call of such a function throws, which declares anything and throws nothing. */
  public static IllegalStateException failed(Throwable error) {
    return new IllegalStateException(error);
  }
}
