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
    LeavableCall<Opened> call =
        new LeavableCall<>(thread, () -> tried(converter.open(request), request), late, () -> {});
    try {
      return call.join(limit);
    } catch (Throwable e) {
      throw Problems.exception(Problems.of(e, ErrorCode.AOV_REFUSED), e);
    }
  }

  /** Closes a conversion that nobody uses, without waiting for it. */
  void discard(OpenConversion conversion) {
    Thread.ofPlatform().daemon().name(thread).start(conversion::close);
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
