package io.oriel.engine;

import io.oriel.api.error.OrielException;
import io.oriel.api.error.Problem;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/**
 * The calls of renderers on the render thread, one at a time. One that does not return can be left
 * to its thread, which ends when it does; whoever leaves it owns all that the thread owned, but for
 * that renderer.
 */
final class RenderCalls {
  /**
   * A renderer that is called.
   *
   * @param session the renderer
   * @param closing true if it is to go and nothing else is wanted of it
   * @param left run by whoever leaves the call, in place of what would have followed
   */
  record Call(RendererSession session, boolean closing, Consumer<Problem> left) {}

  /** Unwinds a thread that was left. */
  static final class Left extends RuntimeException {
    private static final long serialVersionUID = 1;

    Left() {
      super("the loop goes on without this thread", null, false, false);
    }
  }

  /**
   * Unwinds the thread all the same where something went wrong before: a frame that is closed then
   * and does not return.
   *
   * @throws Left if that is what is suppressed
   */
  static void checkLeft(Throwable before) {
    for (Throwable suppressed : before.getSuppressed()) {
      if (suppressed instanceof Left left) {
        throw left;
      }
    }
  }

  /** The call that runs. Whoever takes it away owns the loop: its thread, or who leaves that. */
  private final AtomicReference<Call> running = new AtomicReference<>();

  /**
   * Calls. Render thread.
   *
   * @throws Left if the call was left: this thread is to touch nothing any more
   */
  <T> T run(Call call, LeavableCall.Body<T> body) throws OrielException {
    running.set(call);
    T result;
    try {
      result = body.run();
    } catch (Throwable e) {
      back(call);
      throw e;
    }
    back(call);
    return result;
  }

  private void back(Call call) {
    if (!running.compareAndSet(call, null)) {
      throw new Left();
    }
  }

  /** The call that runs now. Any thread. */
  Optional<Call> running() {
    return Optional.ofNullable(running.get());
  }

  /** Leaves this call; false if it has returned. Any thread. */
  boolean leave(Call call) {
    if (!running.compareAndSet(call, null)) {
      return false;
    }
    call.session().abandon();
    return true;
  }
}
