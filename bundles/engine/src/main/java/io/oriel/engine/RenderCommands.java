package io.oriel.engine;

import java.time.Duration;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Work for the render thread between two frames. A command that ran has seen every earlier frame
 * finished: that is what a swap waits for.
 */
final class RenderCommands {
  /** A part that is not let go of in this time is given up. */
  static final Duration PATIENCE = Duration.ofSeconds(2);

  private enum State {
    WAITING,
    RUN,
    GIVEN_UP
  }

  private static final class Command {
    private final Runnable action;
    private final AtomicReference<State> state = new AtomicReference<>(State.WAITING);
    private final CountDownLatch done = new CountDownLatch(1);

    Command(Runnable action) {
      this.action = action;
    }

    void run() {
      if (state.compareAndSet(State.WAITING, State.RUN)) {
        try {
          action.run();
        } finally {
          done.countDown();
        }
      }
    }
  }

  private final ConcurrentLinkedQueue<Command> queue = new ConcurrentLinkedQueue<>();
  private volatile Thread renderThread;

  void boundTo(Thread thread) {
    renderThread = thread;
  }

  /** Runs what waits. Render thread. */
  void run() {
    for (Command command = queue.poll(); command != null; command = queue.poll()) {
      command.run();
    }
  }

  /** Has the action run between two frames, in order. */
  void post(Runnable action) {
    queue.add(new Command(action));
  }

  /**
   * Has the action run between two frames and waits for it.
   *
   * @return false if the render thread did not come to it in time; it will not run any more
   */
  boolean await(Runnable action) {
    if (Thread.currentThread() == renderThread) {
      action.run();
      return true;
    }
    Command command = new Command(action);
    queue.add(command);
    boolean interrupted = false;
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      try {
        command.done.await(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
        break;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return !command.state.compareAndSet(State.WAITING, State.GIVEN_UP);
  }
}
