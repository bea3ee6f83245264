package io.oriel.viewers;

import io.oriel.api.time.Clock;

/**
 * How quickly one viewer's inbox is emptied: {@link #BURST} at once, then {@link #A_SECOND}.
 * However much a viewer sends, its handlers leave time for the others. Used by one thread at a
 * time.
 */
final class Pace {
  /** A mouse of 1000 Hz, two gamepads and ten fingers together stay below. */
  static final int A_SECOND = 4000;

  static final int BURST = 256;

  private static final long NANOS_EACH = 1_000_000_000L / A_SECOND;

  /** Whoever has to wait waits as long as this, not for each one alone. */
  private static final long PAUSE_NANOS = 10_000_000;

  private final Clock clock;

  /** When as many would have been let through as have been, at an even pace. */
  private long evenNanos;

  Pace(Clock clock) {
    this.clock = clock;
    evenNanos = clock.nanos() - BURST * NANOS_EACH;
  }

  /** Counts one; false if it comes too early. */
  boolean step() {
    long now = clock.nanos();
    evenNanos = Math.max(evenNanos, now - BURST * NANOS_EACH) + NANOS_EACH;
    return evenNanos <= now;
  }

  /** Waits until what was counted, and a little more, is no longer too early. */
  void pause() {
    try {
      clock.parkUntil(evenNanos + PAUSE_NANOS);
    } catch (InterruptedException leftBehind) {
      // By a handler: nobody else knows this thread. It costs one pause.
    }
  }
}
