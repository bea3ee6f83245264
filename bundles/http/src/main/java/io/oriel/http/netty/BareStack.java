package io.oriel.http.netty;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandleProxies;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;

/**
 * Initialises a class of others with nothing but the JDK on the stack. An exception that such a
 * class makes then and keeps, as Netty's decoder does, keeps the classes of all that were on the
 * stack: this bundle's would never go.
 */
final class BareStack {
  private BareStack() {}

  /** Returns when the class is initialised. */
  static void initialise(final Class<?> type) {
    final Thread thread =
        Thread.ofPlatform().daemon().name("oriel-http-classes").unstarted(of(type));
    thread.start();
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** A lambda would be a class of this bundle's. */
  private static Runnable of(final Class<?> type) {
    try {
      final Lookup lookup = MethodHandles.publicLookup();
      final MethodHandle initialise =
          lookup
              .findVirtual(
                  Lookup.class,
                  "ensureInitialized",
                  MethodType.methodType(Class.class, Class.class))
              .bindTo(lookup)
              .bindTo(type);
      return MethodHandleProxies.asInterfaceInstance(
          Runnable.class, initialise.asType(MethodType.methodType(void.class)));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }
}
