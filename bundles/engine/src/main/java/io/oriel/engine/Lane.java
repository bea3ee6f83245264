package io.oriel.engine;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

/**
 * A thread of a stream that does one thing after another. A thing that fails is logged and the next
 * is done; once closed it takes no more, because services still go while a stream ends.
 */
final class Lane {
  private static final System.Logger LOG = System.getLogger(Lane.class.getName());

  private final String name;
  private final ExecutorService thread;

  Lane(String name) {
    this.name = name;
    this.thread =
        Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().name(name).factory());
  }

  /**
   * Has the task done after those before it.
   *
   * @return false if the lane is closed; the task is not done then
   */
  boolean execute(Runnable task) {
    try {
      thread.execute(() -> runLogged(task));
      return true;
    } catch (RejectedExecutionException e) {
      return false;
    }
  }

  private void runLogged(Runnable task) {
    try {
      task.run();
    } catch (Throwable e) {
      LOG.log(System.Logger.Level.ERROR, name + " failed at a task", e);
    }
  }

  /**
   * Takes no more, finishes what it has, and interrupts what takes longer than {@code patience}.
   */
  void close(Duration patience) {
    thread.shutdown();
    try {
      if (!thread.awaitTermination(patience.toNanos(), TimeUnit.NANOSECONDS)) {
        thread.shutdownNow();
      }
    } catch (InterruptedException e) {
      thread.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }
}
