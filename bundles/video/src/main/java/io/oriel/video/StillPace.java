package io.oriel.video;

/**
 * Slows the feed down while nothing moves: after thirty identical pictures ten a second are enough
 * to keep the viewer's clock and decoder alive. Encode thread.
 */
final class StillPace {
  private static final int IDENTICAL = 30;
  private static final long PERIOD_NANOS = 100_000_000;

  private final long toleranceNanos;
  private int identical;
  private long encodedAtNanos;

  /** A pace for a stream of this rate. */
  StillPace(double framesPerSecond) {
    toleranceNanos = (long) (500_000_000 / framesPerSecond);
  }

  /** True if this picture can be left out. */
  boolean spares(boolean same, long captureTimeNanos) {
    identical = same ? Math.min(identical + 1, IDENTICAL + 1) : 0;
    return identical > IDENTICAL
        && captureTimeNanos - encodedAtNanos < PERIOD_NANOS - toleranceNanos;
  }

  void encoded(long captureTimeNanos) {
    encodedAtNanos = captureTimeNanos;
  }
}
