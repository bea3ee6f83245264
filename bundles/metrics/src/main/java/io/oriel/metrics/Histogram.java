package io.oriel.metrics;

import io.oriel.api.metrics.DurationReading;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import java.util.Map;
import java.util.TreeMap;

/**
 * Durations by length.
 *
 * @param counts by the upper bound of the bucket, in nanoseconds
 */
record Histogram(Map<Long, Long> counts, long sumNanos) {
  static Histogram of(DurationReading reading) {
    Map<Long, Long> counts = new TreeMap<>();
    reading.buckets().forEach(bucket -> counts.put(bucket.upperBoundNanos(), bucket.count()));
    return new Histogram(counts, reading.sumNanos());
  }

  Histogram plus(Histogram other) {
    Map<Long, Long> sum = new TreeMap<>(counts);
    other.counts.forEach((bound, count) -> sum.merge(bound, count, Long::sum));
    return new Histogram(sum, sumNanos + other.sumNanos);
  }

  HistogramDataPointSnapshot point(Labels labels) {
    ClassicHistogramBuckets.Builder buckets = ClassicHistogramBuckets.builder();
    counts.forEach((bound, count) ->
        buckets.bucket(
            bound == DurationReading.UNBOUNDED
                ? Double.POSITIVE_INFINITY
                : MetricTable.seconds(bound),
            count));
    return HistogramDataPointSnapshot.builder()
        .classicHistogramBuckets(buckets.build())
        .sum(MetricTable.seconds(sumNanos))
        .labels(labels)
        .build();
  }
}
