package io.oriel.http.netty;

import io.oriel.api.error.OrielException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * Runs what calls Netty on a thread that ends with the call. Netty keeps objects with each thread
 * that calls it; on one of the host's they would keep its classes, and ours, after the bundles are
 * gone.
 */
final class PassingThread {
  /** What is called; it has a time limit of its own. */
  interface Call<T> {
    T call() throws OrielException;
  }

  private PassingThread() {}

  /** Waits for the result, even if the caller is interrupted. */
  static <T> T call(final Call<T> call) throws OrielException {
    final FutureTask<T> task = new FutureTask<>(call::call);
    Thread.ofPlatform().daemon().name("oriel-http-call").start(task);
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return task.get();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } catch (ExecutionException e) {
      throw rethrown(e.getCause());
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** The same with nothing that can be refused. */
  static void run(final Runnable call) {
    try {
      call(() -> {
        call.run();
        return call;
      });
    } catch (OrielException e) {
      throw new IllegalStateException(e);
    }
  }

  private static OrielException rethrown(final Throwable cause) {
    return switch (cause) {
      case OrielException refused -> refused;
      case RuntimeException unexpected -> throw unexpected;
      case Error error -> throw error;
      default -> throw new IllegalStateException(cause);
    };
  }
}
