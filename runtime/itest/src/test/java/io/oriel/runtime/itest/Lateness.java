package io.oriel.runtime.itest;

import java.util.Locale;
import java.util.stream.LongStream;

/**
 * Intervals between pictures.
 *
 * @param sortedNanos shortest first
 */
record Lateness(long[] sortedNanos, long periodNanos) {
  int count() {
    return sortedNanos.length;
  }

  /** The share of those that came more than one period after their time. */
  double lateShare() {
    return count() == 0 ? 0 : (double) late() / count();
  }

  long late() {
    return LongStream.of(sortedNanos).filter(nanos -> isLate(nanos, periodNanos)).count();
  }

  /** Whether what ends an interval came more than one period after its time. */
  static boolean isLate(long intervalNanos, long periodNanos) {
    return intervalNanos > 2 * periodNanos;
  }

  /** A quantile. */
  private double millis(double part) {
    return sortedNanos[(int) Math.min(count() - 1, (long) (part * count()))] / 1e6;
  }

  @Override
  public String toString() {
    return count() == 0
        ? "none"
        : String.format(
            Locale.ROOT,
            "%d intervals, p50/p99/longest %.1f/%.1f/%.1f ms, %d over a period late (%.2f %%)",
            count(),
            millis(0.5),
            millis(0.99),
            millis(1),
            late(),
            100 * lateShare());
  }
}
