package io.oriel.messages.dispatch;

/** A bucket of tokens: so many at once, so many more a second. Used by one thread at a time. */
final class RateLimit {
  private static final double NANOS = 1e9;

  private double tokens;
  private long filledAtNanos;

  RateLimit(int atOnce, long nowNanos) {
    tokens = atOnce;
    filledAtNanos = nowNanos;
  }

  /** Takes a token; false if there is none. */
  boolean take(int atOnce, int perSecond, long nowNanos) {
    tokens = Math.min(atOnce, tokens + (nowNanos - filledAtNanos) / NANOS * perSecond);
    filledAtNanos = nowNanos;
    if (tokens < 1) {
      return false;
    }
    tokens--;
    return true;
  }
}
