package io.oriel.engine;

import io.oriel.api.error.OrielException;
import io.oriel.api.error.Problem;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * A call of a part on a thread of its own, so that one which does not return holds nobody but
 * itself once it is left. Any thread.
 */
final class LeavableCall<T> {
  private static final System.Logger LOG = System.getLogger("io.oriel.engine");

  /** What is called. */
  interface Body<T> {
    T run() throws OrielException;
  }

  private final CompletableFuture<T> result = new CompletableFuture<>();

  /** Who comes first has it: the call with its result, or whoever leaves it. */
  private final AtomicBoolean decided = new AtomicBoolean();

  private final Body<T> body;
  private final Consumer<? super T> late;
  private final Runnable returned;
  private final Thread thread;

  /**
   * Begins the call.
   *
   * @param thread name of its thread
   * @param late closes what it delivers after it was left
   * @param returned run on its thread when it has returned, before anybody hears of the result
   */
  LeavableCall(String thread, Body<T> body, Consumer<? super T> late, Runnable returned) {
    this.body = body;
    this.late = late;
    this.returned = returned;
    this.thread = Thread.ofPlatform().daemon().name(thread).start(this::run);
  }

  private void run() {
    try {
      T value = body.run();
      if (decided.compareAndSet(false, true)) {
        returned.run();
        result.complete(value);
      } else {
        late.accept(value);
        returned.run();
      }
    } catch (Throwable e) {
      if (decided.compareAndSet(false, true)) {
        returned.run();
        result.completeExceptionally(e);
      } else {
        LOG.log(System.Logger.Level.WARNING, "A call that was left failed in the end", e);
        returned.run();
      }
    }
  }

  /**
   * Waits for the result.
   *
   * @throws OrielException what the call threw, as any other exception or error that it threw, or
   *     why it was left
   */
  T join() throws OrielException {
    try {
      return result.join();
    } catch (CompletionException e) {
      switch (e.getCause()) {
        case OrielException cause -> throw cause;
        case RuntimeException cause -> throw cause;
        case Error cause -> throw cause;
        default -> throw e;
      }
    }
  }

  /**
   * Waits for the result, but no longer than this: then the call is left, not interrupted, for it
   * may only be slow. Empty then, and where the thread that waits is interrupted.
   *
   * @throws OrielException as {@link #join()}
   */
  Optional<T> join(Duration limit) throws OrielException {
    try {
      result.get(limit.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException | InterruptedException e) {
      if (e instanceof InterruptedException) {
        Thread.currentThread().interrupt();
      }
      if (decided.compareAndSet(false, true)) {
        return Optional.empty();
      }
    } catch (ExecutionException e) {
      // It is done, and says so below.
    }
    return Optional.of(join());
  }

  /** Leaves the call to its thread; false if it has returned. */
  boolean leave(Problem why) {
    if (!decided.compareAndSet(false, true)) {
      return false;
    }
    result.completeExceptionally(Problems.exception(why, null));
    thread.interrupt();
    return true;
  }
}
