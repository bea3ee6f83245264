package io.oriel.viewers;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * Has somebody do something on a daemon thread of its own, and waits for it no longer than a limit:
 * one that does not return holds nobody but itself.
 */
final class Errands {
  private final Set<Object> busy = ConcurrentHashMap.newKeySet();

  /** True while something that this one does has not returned. Any thread. */
  boolean isBusy(Object who) {
    return busy.contains(who);
  }

  /**
   * Returns what the work returns.
   *
   * @param who does it; one thing at a time
   * @param late is given what comes after the limit, on the thread of the work
   * @throws ExecutionException with what the work threw
   * @throws TimeoutException at the limit; the thread is interrupted and left to itself
   */
  <T> T run(Object who, String thread, Duration limit, Callable<T> work, Consumer<T> late)
      throws ExecutionException, TimeoutException, InterruptedException {
    AtomicBoolean decided = new AtomicBoolean();
    CompletableFuture<T> done = new CompletableFuture<>();
    busy.add(who);
    Thread running =
        Thread.ofPlatform()
            .daemon()
            .name(thread)
            .start(() -> {
              try {
                T result = work.call();
                boolean inTime = decided.compareAndSet(false, true);
                if (!inTime) {
                  late.accept(result);
                }
                // Before anybody hears of it, who may then have the next thing to do.
                busy.remove(who);
                done.complete(result);
              } catch (Throwable e) {
                decided.set(true);
                busy.remove(who);
                done.completeExceptionally(e);
              }
            });
    try {
      return done.get(limit.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      if (decided.compareAndSet(false, true)) {
        running.interrupt();
        throw e;
      }
      return done.get();
    }
  }
}
