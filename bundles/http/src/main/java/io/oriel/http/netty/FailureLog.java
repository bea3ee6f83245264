package io.oriel.http.netty;

import io.oriel.http.HttpRequest;
import java.lang.System.Logger;

/** Tells of failing resources: the first at once, then one a minute with the number since. */
final class FailureLog {
  private static final Logger LOG = System.getLogger(FailureLog.class.getName());
  private static final long PAUSE_NANOS = 60_000_000_000L;

  private long unlogged;
  private long nextNanos = System.nanoTime();

  void log(final HttpRequest request, final Throwable failure) {
    final long count;
    synchronized (this) {
      unlogged++;
      final long now = System.nanoTime();
      if (now - nextNanos < 0) {
        return;
      }
      nextNanos = now + PAUSE_NANOS;
      count = unlogged;
      unlogged = 0;
    }
    LOG.log(
        Logger.Level.ERROR,
        "The resource of "
            + request.method()
            + " "
            + request.path()
            + " failed ("
            + count
            + " such failures since the last line); its caller was told 500",
        failure);
  }
}
