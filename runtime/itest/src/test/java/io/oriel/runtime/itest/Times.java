package io.oriel.runtime.itest;

import java.util.Arrays;

/**
 * Moments that one thread writes down, in order, without allocating. What was written before {@link
 * #count} is read by any.
 */
final class Times {
  /** 18 minutes at 60 a second; what comes later is not written down. */
  private static final int CAPACITY = 1 << 16;

  private final long[] nanos = new long[CAPACITY];
  private volatile int count;

  void add(long atNanos) {
    int at = count;
    if (at < CAPACITY) {
      nanos[at] = atNanos;
      count = at + 1;
    }
  }

  int count() {
    return count;
  }

  long nanos(int index) {
    return nanos[index];
  }

  /** Moments that rise. */
  boolean contains(long atNanos) {
    return Arrays.binarySearch(nanos, 0, count, atNanos) >= 0;
  }
}
