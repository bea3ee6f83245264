package io.oriel.engine;

import io.oriel.api.embed.PushLease;
import io.oriel.api.embed.PushOutcome;
import io.oriel.api.error.Problem;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A host's memory while it is read here. Ended once, by any thread. */
final class PushedLease implements PushLease {
  /** For memory that nobody has to be told of but by the lease. */
  static final Runnable NOTHING = () -> {};

  private final CompletableFuture<PushOutcome> released = new CompletableFuture<>();
  private final Runnable giveBack;
  private volatile PushOutcome outcome = PushOutcome.SHOWN;

  /**
   * @param giveBack gives the memory to whoever owns it, just before the host hears of it; run by a
   *     thread that may take its time
   */
  PushedLease(Runnable giveBack) {
    this.giveBack = giveBack;
  }

  /** It will not be shown. Before {@link #end}. */
  void drop(Problem reason) {
    outcome = PushOutcome.dropped(reason);
  }

  /** Nobody reads the memory any more. */
  void end() {
    PushOutcome told = outcome;
    OffThread.EXECUTOR.execute(() -> {
      try {
        giveBack.run();
      } finally {
        released.complete(told);
      }
    });
  }

  @Override
  public CompletionStage<PushOutcome> whenReleased() {
    return released.minimalCompletionStage();
  }

  @Override
  public Optional<PushOutcome> await(Duration limit) throws InterruptedException {
    try {
      return Optional.of(released.get(limit.toNanos(), TimeUnit.NANOSECONDS));
    } catch (TimeoutException e) {
      return Optional.empty();
    } catch (ExecutionException e) {
      throw new IllegalStateException("a lease ends well", e);
    }
  }
}
