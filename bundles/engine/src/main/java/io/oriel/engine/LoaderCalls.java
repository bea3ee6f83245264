package io.oriel.engine;

import io.oriel.api.error.OrielException;
import io.oriel.api.error.Problem;
import java.util.function.Consumer;

/**
 * The calls of renderers that the loader thread waits for, one at a time. Any thread may leave the
 * one that runs.
 */
final class LoaderCalls {
  private record Running(Load load, LeavableCall<?> call) {}

  private final String stream;
  private volatile Running running;

  LoaderCalls(String stream) {
    this.stream = stream;
  }

  /** Calls and waits, as {@link LeavableCall} does. Loader thread. */
  <T> T run(
      Load load,
      String what,
      LeavableCall.Body<T> body,
      Consumer<? super T> late,
      Runnable returned)
      throws OrielException {
    LeavableCall<T> call = new LeavableCall<>("oriel-" + what + "-" + stream, body, late, returned);
    running = new Running(load, call);
    try {
      return call.join();
    } finally {
      running = null;
    }
  }

  /** Leaves the call that runs for this load; false if none does. */
  boolean leave(Load load, Problem why) {
    Running now = running;
    return now != null && now.load() == load && now.call().leave(why);
  }
}
