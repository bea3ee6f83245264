package io.oriel.api.video;

/**
 * Decides which pictures become keyframes because somebody asked. Asks before one picture share it.
 * Three are served at once; then one every half second. Code among the contracts, so that every
 * feed keeps to the same rule. Any thread asks; the rest is called by one thread at a time.
 */
public final class KeyframeBudget {
  private static final int CAPACITY = 3;

  /** After so long there is another one to serve. */
  public static final long REFILL_NANOS = 500_000_000;

  private volatile boolean asked;
  private int tokens = CAPACITY;
  private long refilledAtNanos;

  /** Asks for a keyframe. Any thread. */
  public void ask() {
    asked = true;
  }

  /** True if somebody has asked and was not served yet. Any thread. */
  public boolean asked() {
    return asked;
  }

  /** True if the picture that is about to be encoded has to be a keyframe. */
  public boolean take(long nowNanos) {
    if (!asked) {
      return false;
    }
    refill(nowNanos);
    if (tokens == 0) {
      return false;
    }
    tokens--;
    asked = false;
    return true;
  }

  /** A keyframe is made for another reason; it serves whoever waits. */
  public void served() {
    asked = false;
  }

  private void refill(long nowNanos) {
    if (tokens == CAPACITY) {
      refilledAtNanos = nowNanos;
      return;
    }
    long earned = (nowNanos - refilledAtNanos) / REFILL_NANOS;
    if (earned > 0) {
      tokens = (int) Math.min(CAPACITY, tokens + earned);
      refilledAtNanos += earned * REFILL_NANOS;
    }
  }
}
