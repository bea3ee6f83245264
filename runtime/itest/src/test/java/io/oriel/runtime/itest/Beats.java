package io.oriel.runtime.itest;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** When pictures came. Any thread beats and any thread reads. */
final class Beats {
  private final String name;
  private final List<Long> nanos = new ArrayList<>();

  Beats(String name) {
    this.name = name;
  }

  synchronized void beat(long atNanos) {
    nanos.add(atNanos);
  }

  synchronized int count() {
    return nanos.size();
  }

  /** Forgets what has come so far. */
  synchronized void begin() {
    nanos.clear();
  }

  /** Median and 99th percentile of the intervals, in words. */
  synchronized String intervals() {
    List<Double> millis = new ArrayList<>();
    for (int i = 1; i < nanos.size(); i++) {
      millis.add((nanos.get(i) - nanos.get(i - 1)) / 1e6);
    }
    millis.sort(null);
    return millis.isEmpty()
        ? name + " none"
        : String.format(
            Locale.ROOT,
            "%s %d pictures, %.1f/%.1f ms",
            name,
            nanos.size(),
            millis.get(millis.size() / 2),
            millis.get(millis.size() * 99 / 100));
  }
}
