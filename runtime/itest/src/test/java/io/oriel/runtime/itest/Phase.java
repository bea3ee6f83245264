package io.oriel.runtime.itest;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * Frames of some time, and what happened to the server meanwhile.
 *
 * @param captured when each frame was taken
 * @param first the number of the first frame of it
 * @param end the number after the last
 */
record Phase(Times captured, int first, int end, List<Swaps.Span> spans, long periodNanos) {
  /** For so long after a swap what is late may be so because of it. */
  private static final long AFTER_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

  private static final long SECOND_NANOS = TimeUnit.SECONDS.toNanos(1);

  int frames() {
    return end - first;
  }

  Lateness all() {
    return intervals(frame -> true);
  }

  /** Those that share time with a swap, or come right after it. */
  Lateness near() {
    return intervals(this::near);
  }

  Lateness away() {
    return intervals(frame -> !near(frame));
  }

  /** The longest interval around each swap of a part; their median, in periods. */
  double typicalLongestAround(String what) {
    return inPeriods(
        spans.stream()
            .filter(span -> span.what().equals(what))
            .map(span -> longest(frame -> within(frame, span)))
            .toList());
  }

  /** The longest interval in each second; their median, in periods. */
  double typicalLongestInASecond() {
    List<Long> longest = new ArrayList<>();
    for (long from = captured.nanos(first);
        from < captured.nanos(end - 1) - SECOND_NANOS;
        from += SECOND_NANOS) {
      Swaps.Span second = new Swaps.Span("", from, from + SECOND_NANOS - AFTER_NANOS);
      longest.add(longest(frame -> within(frame, second)));
    }
    return inPeriods(longest);
  }

  /** Each that is late near a swap: how long it was, and where in which swap it began. */
  List<String> lateNear() {
    List<String> late = new ArrayList<>();
    for (int frame = first + 1; frame < end; frame++) {
      long before = captured.nanos(frame - 1);
      long interval = captured.nanos(frame) - before;
      if (Lateness.isLate(interval, periodNanos)) {
        for (Swaps.Span span : spans) {
          if (within(frame, span)) {
            late.add(
                "%.1f ms, %+.1f ms in %s of %.1f ms"
                    .formatted(
                        interval / 1e6,
                        (before - span.beginNanos()) / 1e6,
                        span.what(),
                        (span.endNanos() - span.beginNanos()) / 1e6));
          }
        }
      }
    }
    return late;
  }

  /** Frames that were passed over because the encoder was busy with others. */
  long without(Times units) {
    long last = units.nanos(units.count() - 1);
    return IntStream.range(first, end)
        .mapToLong(captured::nanos)
        .filter(nanos -> nanos < last && !units.contains(nanos))
        .count();
  }

  private boolean near(int frame) {
    return spans.stream().anyMatch(span -> within(frame, span));
  }

  /** Whether the interval that ends with this frame shares time with a swap. */
  private boolean within(int frame, Swaps.Span span) {
    return captured.nanos(frame) >= span.beginNanos()
        && captured.nanos(frame - 1) <= span.endNanos() + AFTER_NANOS;
  }

  private Lateness intervals(IntPredicate which) {
    return new Lateness(nanos(which).sorted().toArray(), periodNanos);
  }

  private long longest(IntPredicate which) {
    return nanos(which).max().orElse(0);
  }

  private LongStream nanos(IntPredicate which) {
    return IntStream.range(first + 1, end)
        .filter(which)
        .mapToLong(frame -> captured.nanos(frame) - captured.nanos(frame - 1));
  }

  private double inPeriods(List<Long> intervals) {
    List<Long> sorted = intervals.stream().sorted().toList();
    return sorted.isEmpty() ? 0 : (double) sorted.get(sorted.size() / 2) / periodNanos;
  }
}
