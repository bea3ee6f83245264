package io.oriel.stage.usd;

import io.oriel.api.error.OrielException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** An exchange that somebody waits for. */
record Pending<T>(Exchange<T> exchange, CompletableFuture<T> answer) {
  static <T> Pending<T> of(Exchange<T> exchange) {
    return new Pending<>(exchange, new CompletableFuture<>());
  }

  void accept(Frame frame, String python) throws MalformedFrameException {
    if (frame.kind() == Wire.ERROR) {
      Payload payload = frame.payload();
      fail(WorkerFailure.refused(payload.u8(), payload.string(), python, Optional.of(exchange)));
    } else {
      exchange.accept(frame).ifPresent(answer::complete);
    }
  }

  void fail(OrielException failure) {
    answer.completeExceptionally(failure);
  }
}
