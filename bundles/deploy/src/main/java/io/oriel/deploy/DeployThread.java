package io.oriel.deploy;

import io.oriel.api.error.ErrorCode;
import io.oriel.api.error.OrielException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** The one thread that installs and removes, so that two never work on one bundle. */
final class DeployThread implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(DeployThread.class.getName());
  private static final Duration STOP_LIMIT = Duration.ofSeconds(2);

  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("oriel-deploy").factory());

  /** Does something as soon as what was asked for before is done. */
  void execute(Runnable task) {
    later(task, Duration.ZERO);
  }

  /** Does something after a while, unless the thread has ended by then. */
  void later(Runnable task, Duration delay) {
    try {
      thread.schedule(task, delay.toMillis(), TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException ended) {
      // Nobody needs it any more.
    }
  }

  /**
   * Does something and waits for it.
   *
   * @throws OrielException what it throws; {@code server.stopping} when the thread ends before
   */
  <T> T call(Callable<T> task) throws OrielException {
    try {
      return thread.submit(task).get();
    } catch (RejectedExecutionException | CancellationException e) {
      throw new OrielException(ErrorCode.SERVER_STOPPING, "", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new OrielException(
          ErrorCode.SERVER_STOPPING, "nobody waits any more; it goes on all the same", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof OrielException reason) {
        throw reason;
      }
      if (e.getCause() instanceof InterruptedException) {
        throw new OrielException(ErrorCode.SERVER_STOPPING, "", e);
      }
      throw new OrielException(ErrorCode.INTERNAL, Failure.reason(e), e.getCause());
    }
  }

  /** Interrupts what is being done, and waits a little for its end. */
  @Override
  public void close() {
    // Those who wait for what has not begun are told.
    thread.shutdownNow().stream()
        .filter(Future.class::isInstance)
        .forEach(task -> ((Future<?>) task).cancel(false));
    try {
      if (!thread.awaitTermination(STOP_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.log(System.Logger.Level.WARNING, "a deployment in progress does not end");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
