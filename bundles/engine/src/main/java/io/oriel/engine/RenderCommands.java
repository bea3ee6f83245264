package io.oriel.engine;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Work for the render thread between two frames. A command that ran has seen every earlier frame
 * finished: that is what a swap waits for.
 */
final class RenderCommands {
  private static final System.Logger LOG = System.getLogger(RenderCommands.class.getName());

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
        } catch (RenderCalls.Left e) {
          throw e;
        } catch (Throwable e) {
          LOG.log(System.Logger.Level.ERROR, "Work between two frames failed", e);
        } finally {
          done.countDown();
        }
      }
    }
  }

  private final Queue<Command> queue = new ArrayDeque<>();
  private volatile boolean waiting;
  private volatile Thread renderThread;
  private boolean closed;

  void boundTo(Thread thread) {
    renderThread = thread;
  }

  /** Runs what waits. Render thread. */
  void run() {
    while (waiting) {
      Command next;
      synchronized (queue) {
        next = queue.poll();
        waiting = !queue.isEmpty();
      }
      if (next != null) {
        next.run();
      }
    }
  }

  /**
   * Has the action run between two frames, in order.
   *
   * @return false if there are no more frames; it does not run then
   */
  boolean post(Runnable action) {
    return add(new Command(action));
  }

  private boolean add(Command command) {
    synchronized (queue) {
      if (closed) {
        return false;
      }
      queue.add(command);
      waiting = true;
      return true;
    }
  }

  /**
   * Has the action run between two frames and waits for it; where there are no more frames it runs
   * at once.
   *
   * @return false if the render thread did not come to it in time: it has not begun then and will
   *     not run any more, or has begun and not returned
   */
  boolean await(Runnable action) {
    Command command = new Command(action);
    if (Thread.currentThread() == renderThread || !add(command)) {
      command.run();
      return true;
    }
    boolean interrupted = false;
    boolean done = false;
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      try {
        done = command.done.await(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
        break;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    if (!done) {
      command.state.compareAndSet(State.WAITING, State.GIVEN_UP);
    }
    return done;
  }

  /** Runs what waits and takes no more. Render thread, after the last frame. */
  void close() {
    synchronized (queue) {
      closed = true;
    }
    run();
  }
}
