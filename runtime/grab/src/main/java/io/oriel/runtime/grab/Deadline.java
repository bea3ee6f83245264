package io.oriel.runtime.grab;

import java.time.Duration;

/**
 * Until when a picture must be there.
 *
 * @param limit how long that is
 * @param atNanos on {@link System#nanoTime}
 */
public record Deadline(Duration limit, long atNanos) {
  /** One that begins now. */
  public static Deadline after(Duration limit) {
    return new Deadline(limit, System.nanoTime() + limit.toNanos());
  }

  public boolean passed() {
    return atNanos - System.nanoTime() <= 0;
  }

  /** What is left, at least 1 ms, because 0 means without an end to sockets. */
  public int millisLeft() {
    return (int) Math.clamp((atNanos - System.nanoTime()) / 1_000_000, 1, Integer.MAX_VALUE);
  }

  /** What is left. */
  public Duration left() {
    return Duration.ofNanos(Math.max(0, atNanos - System.nanoTime()));
  }

  /** The whole time in words. */
  public String words() {
    return limit.toMillis() % 1000 == 0 ? limit.toSeconds() + " s" : limit.toMillis() + " ms";
  }
}
