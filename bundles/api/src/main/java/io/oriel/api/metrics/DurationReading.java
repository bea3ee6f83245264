package io.oriel.api.metrics;

import java.util.List;
import java.util.Map;

/**
 * How long something took so far, as a histogram.
 *
 * @param descriptor which duration
 * @param labels what it belongs to, such as {@code stream=main}
 * @param buckets from short to long; the last one has no upper bound
 * @param sumNanos of all durations together
 */
public record DurationReading(
    DurationDescriptor descriptor,
    Map<String, String> labels,
    List<Bucket> buckets,
    long sumNanos) {
  /** Upper bound of a bucket that takes everything. */
  public static final long UNBOUNDED = Long.MAX_VALUE;

  public DurationReading {
    labels = Map.copyOf(labels);
    buckets = List.copyOf(buckets);
  }

  /**
   * Durations of about the same length.
   *
   * @param upperBoundNanos the longest that belongs here, or {@link #UNBOUNDED}
   * @param count those longer than the bucket before allows; never falls
   */
  public record Bucket(long upperBoundNanos, long count) {}
}
