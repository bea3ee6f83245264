package io.oriel.runtime.launcher;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * Work on a thread that ends with it. What bundles put into thread-locals goes with the thread; in
 * one of the host's it would keep their classes for ever.
 *
 * @param <T> what the work ends with
 */
final class OwnThread<T> {
  private final FutureTask<T> task;
  private final Thread thread;

  private OwnThread(String name, Callable<T> work) {
    task = new FutureTask<>(work);
    thread = Thread.ofPlatform().daemon().name(name).start(task);
  }

  static <T> OwnThread<T> begin(String name, Callable<T> work) {
    return new OwnThread<>(name, work);
  }

  void interrupt() {
    thread.interrupt();
  }

  /**
   * Waits for the end of the work, also when the caller is interrupted.
   *
   * @param interrupted what to do then
   * @throws ExecutionException with what the work threw
   */
  T await(Runnable interrupted) throws ExecutionException {
    boolean was = false;
    try {
      while (true) {
        try {
          return task.get();
        } catch (InterruptedException e) {
          was = true;
          interrupted.run();
        }
      }
    } finally {
      if (was) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
