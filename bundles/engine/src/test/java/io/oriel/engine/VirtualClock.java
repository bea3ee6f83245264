package io.oriel.engine;

import io.oriel.api.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** Time that moves only when a test says so. */
final class VirtualClock implements Clock {
  private static final long PATIENCE_MILLIS = 10_000;

  private final Map<String, Long> parked = new HashMap<>();
  private boolean running;
  private long now = Duration.ofSeconds(1000).toNanos();

  @Override
  public synchronized long nanos() {
    return now;
  }

  @Override
  public synchronized void parkUntil(long deadlineNanos) throws InterruptedException {
    String thread = Thread.currentThread().getName();
    parked.put(thread, deadlineNanos);
    notifyAll();
    try {
      while (now < deadlineNanos) {
        if (running && thread.startsWith("oriel-render")) {
          wait(1);
          now = Math.max(now, deadlineNanos);
          notifyAll();
        } else {
          wait();
        }
      }
    } finally {
      parked.remove(thread);
    }
  }

  /** Moves on and waits for nobody. */
  synchronized void jump(Duration time) {
    now += time.toNanos();
    notifyAll();
  }

  /** Lets render threads turn by themselves, one turn a millisecond, or stops them again. */
  synchronized void run(boolean byItself) {
    running = byItself;
    notifyAll();
  }

  /** Moves on to the next deadline of these threads, and returns when all have parked again. */
  synchronized void step(Set<String> threads) {
    awaitParked(threads);
    long next = threads.stream().mapToLong(parked::get).min().orElseThrow();
    now = Math.max(now, next);
    notifyAll();
    awaitParked(threads);
  }

  /** Returns when these threads wait for a time to come. */
  synchronized void awaitParked(Set<String> threads) {
    long end = System.nanoTime() + PATIENCE_MILLIS * 1_000_000;
    try {
      while (!threads.stream().allMatch(this::waits)) {
        long left = (end - System.nanoTime()) / 1_000_000;
        if (left <= 0) {
          throw new AssertionError("not all of " + threads + " wait for time, only " + parked);
        }
        wait(left);
      }
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private boolean waits(String thread) {
    Long deadline = parked.get(thread);
    return deadline != null && deadline > now;
  }
}
