package io.oriel.api.metrics;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * The durations of one enumeration, as histograms whose buckets are fine where the time of a frame
 * is spent: 0.1 ms to 2.5 s. Recorded from any thread without a lock and without allocation.
 *
 * @param <E> the enumeration that documents the durations
 */
public final class DurationSet<E extends Enum<E> & DurationDescriptor> {
  private static final long[] BOUNDS_MICROS = {
    100, 250, 500, 1_000, 2_000, 4_000, 6_000, 8_000, 12_000, 16_000, 25_000, 33_000, 50_000,
    75_000, 100_000, 150_000, 250_000, 500_000, 1_000_000, 2_500_000
  };
  private static final int BUCKETS = BOUNDS_MICROS.length + 1;

  /** A row for each duration: its buckets, then its sum. */
  private static final int ROW = BUCKETS + 1;

  private final E[] descriptors;
  private final Map<String, String> labels;
  private final AtomicLongArray rows;

  /** Histograms that are all empty and carry the same labels. */
  public DurationSet(Class<E> type, Map<String, String> labels) {
    this.descriptors = type.getEnumConstants();
    this.labels = Map.copyOf(labels);
    this.rows = new AtomicLongArray(descriptors.length * ROW);
  }

  /** Counts the time from {@code beganNanos}, a value of {@code System.nanoTime}, until now. */
  public void since(E duration, long beganNanos) {
    record(duration, System.nanoTime() - beganNanos);
  }

  /** Counts one duration; a negative one, as clocks may give it, is none at all. */
  public void record(E duration, long nanos) {
    long length = Math.max(0, nanos);
    int row = duration.ordinal() * ROW;
    int bucket = 0;
    while (bucket < BOUNDS_MICROS.length && length > BOUNDS_MICROS[bucket] * 1_000) {
      bucket++;
    }
    rows.getAndIncrement(row + bucket);
    rows.getAndAdd(row + BUCKETS, length);
  }

  /** All of them now. */
  public List<DurationReading> readings() {
    List<DurationReading> readings = new ArrayList<>(descriptors.length);
    for (E descriptor : descriptors) {
      readings.add(reading(descriptor));
    }
    return readings;
  }

  private DurationReading reading(E descriptor) {
    int row = descriptor.ordinal() * ROW;
    List<DurationReading.Bucket> buckets = new ArrayList<>(BUCKETS);
    for (int i = 0; i < BUCKETS; i++) {
      buckets.add(
          new DurationReading.Bucket(
              i < BOUNDS_MICROS.length ? BOUNDS_MICROS[i] * 1_000 : DurationReading.UNBOUNDED,
              rows.get(row + i)));
    }
    return new DurationReading(descriptor, labels, buckets, rows.get(row + BUCKETS));
  }
}
