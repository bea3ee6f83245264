package io.oriel.engine;

import io.oriel.api.aov.AovConverter;
import io.oriel.api.aov.Conversion;
import io.oriel.api.aov.ConversionRequest;
import io.oriel.api.error.ErrorCode;
import io.oriel.api.error.OrielException;
import io.oriel.api.image.Placement;
import io.oriel.api.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * Opens conversions and tries them, each on a thread of its own, so that a converter which does not
 * return holds nobody but itself. Any thread.
 */
final class ConversionOpening {
  /**
   * A conversion that is open.
   *
   * @param nanos that it takes; 0 if it could not be tried
   */
  record Opened(Conversion conversion, long nanos) {}

  private final String thread;
  private final Clock clock;
  private final Duration limit;

  /**
   * @param limit a conversion that is not there by then is not waited for
   */
  ConversionOpening(String stream, Clock clock, Duration limit) {
    this.thread = "oriel-conversion-" + stream;
    this.clock = clock;
    this.limit = limit;
  }

  /**
   * Returns when the conversion is open and tried; empty if that takes too long, or the thread that
   * waits is interrupted.
   *
   * @param late gets the conversion, on the thread that opened it, if it comes when nobody waits
   * @throws OrielException what the converter says
   */
  Optional<Opened> open(AovConverter converter, ConversionRequest request, Consumer<Opened> late)
      throws OrielException {
    CompletableFuture<Optional<Opened>> answer = new CompletableFuture<>();
    Thread.ofPlatform()
        .daemon()
        .name(thread)
        .start(() -> deliver(converter, request, answer, late));
    try {
      answer.get(limit.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      answer.complete(Optional.empty());
    } catch (InterruptedException e) {
      answer.complete(Optional.empty());
      Thread.currentThread().interrupt();
    } catch (ExecutionException e) {
      // It is done, and says so below.
    }
    if (answer.isCompletedExceptionally()) {
      Throwable cause = answer.exceptionNow();
      throw Problems.exception(Problems.of(cause, ErrorCode.AOV_REFUSED), cause);
    }
    return answer.resultNow();
  }

  /** Closes a conversion that nobody uses, without waiting for it. */
  void discard(OpenConversion conversion) {
    Thread.ofPlatform().daemon().name(thread).start(conversion::close);
  }

  private void deliver(
      AovConverter converter,
      ConversionRequest request,
      CompletableFuture<Optional<Opened>> answer,
      Consumer<Opened> late) {
    try {
      Opened opened = tried(converter.open(request), request);
      if (!answer.complete(Optional.of(opened))) {
        late.accept(opened);
      }
    } catch (Throwable e) {
      answer.completeExceptionally(e);
    }
  }

  private Opened tried(Conversion conversion, ConversionRequest request) throws OrielException {
    if (!request.placement().equals(Placement.HOST)) {
      return new Opened(conversion, 0);
    }
    try {
      return new Opened(
          conversion, ConversionWarmUp.run(conversion, request.input(), request.output(), clock));
    } catch (Throwable e) {
      OpenConversion.close(conversion, request.input().aov());
      throw e;
    }
  }
}
