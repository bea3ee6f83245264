package io.oriel.navigation;

import io.oriel.api.time.Clock;

/**
 * Moves what moves by itself, once a frame, on a virtual thread that is there only while something
 * does. Any thread.
 */
final class Ticker implements AutoCloseable {
  /** Moves on by some seconds; false if nothing moves any more. */
  interface Motion {
    boolean advance(double seconds);
  }

  /** A thread that was held up does not make up for it in a leap. */
  private static final double MAX_SECONDS = 0.1;

  private final String name;
  private final Clock clock;
  private final long periodNanos;
  private final Motion motion;

  // Guarded by this.
  private Thread thread;
  private boolean wanted;
  private boolean closed;

  Ticker(String name, Clock clock, double framesPerSecond, Motion motion) {
    this.name = name;
    this.clock = clock;
    this.periodNanos = Math.round(1e9 / framesPerSecond);
    this.motion = motion;
  }

  /** Something moves now. */
  synchronized void start() {
    wanted = true;
    if (thread == null && !closed) {
      thread = Thread.ofVirtual().name(name).start(this::run);
    }
  }

  private void run() {
    try {
      turn();
    } finally {
      // Also when the motion failed: the next one is to move again.
      ended();
    }
  }

  private synchronized void ended() {
    if (thread == Thread.currentThread()) {
      thread = null;
    }
  }

  private void turn() {
    long then = clock.nanos();
    boolean moving = true;
    while (goesOn(moving)) {
      try {
        clock.parkUntil(then + periodNanos);
      } catch (InterruptedException closedMeanwhile) {
        return;
      }
      long now = clock.nanos();
      moving = motion.advance(Math.min((now - then) / 1e9, MAX_SECONDS));
      then = now;
    }
  }

  private synchronized boolean goesOn(boolean moving) {
    boolean goesOn = !closed && (moving || wanted);
    wanted = false;
    if (!goesOn) {
      thread = null;
    }
    return goesOn;
  }

  /** Moves nothing any more, but for a motion that is under way. */
  @Override
  public synchronized void close() {
    closed = true;
    if (thread != null) {
      thread.interrupt();
    }
  }
}
