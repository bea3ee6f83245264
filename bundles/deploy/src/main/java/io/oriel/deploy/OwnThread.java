package io.oriel.deploy;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.osgi.framework.BundleException;

/**
 * Lets the code of a bundle run on a thread of its own, so that deployment goes on if it never
 * returns.
 */
final class OwnThread {
  private OwnThread() {}

  /** Something that a bundle's code takes part in. */
  interface Step {
    void run() throws BundleException;
  }

  /**
   * Does it and waits for its end.
   *
   * @return false if it has not ended in time; it goes on then, whatever becomes of it
   */
  static boolean run(String name, Duration limit, Step step)
      throws BundleException, InterruptedException {
    FutureTask<Boolean> task =
        new FutureTask<>(() -> {
          step.run();
          return true;
        });
    Thread.ofPlatform().daemon().name("oriel-deploy-" + name).start(task);
    try {
      return task.get(limit.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof BundleException failure) {
        throw failure;
      }
      throw new IllegalStateException(e.getCause());
    }
  }
}
