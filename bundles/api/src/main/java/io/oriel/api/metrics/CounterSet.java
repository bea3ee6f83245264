package io.oriel.api.metrics;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * The counters of one enumeration. Raised from any thread without a lock and without allocation.
 * Code among the contracts, because every bundle counts and none may depend on another for it.
 *
 * @param <E> the enumeration that documents the counters
 */
public final class CounterSet<E extends Enum<E> & CounterDescriptor> {
  private final E[] descriptors;
  private final Map<String, String> labels;
  private final AtomicLongArray values;

  /** Counters that all start at zero and carry the same labels. */
  public CounterSet(Class<E> type, Map<String, String> labels) {
    this.descriptors = type.getEnumConstants();
    this.labels = Map.copyOf(labels);
    this.values = new AtomicLongArray(descriptors.length);
  }

  /** Raises the counter by one. */
  public void increment(E counter) {
    values.getAndIncrement(counter.ordinal());
  }

  /** Raises the counter by {@code amount}, which is not negative. */
  public void add(E counter, long amount) {
    values.getAndAdd(counter.ordinal(), amount);
  }

  /** The counter's value now. */
  public long get(E counter) {
    return values.get(counter.ordinal());
  }

  /** All of them now. */
  public List<CounterReading> readings() {
    List<CounterReading> readings = new ArrayList<>(descriptors.length);
    for (E descriptor : descriptors) {
      readings.add(new CounterReading(descriptor, labels, get(descriptor)));
    }
    return readings;
  }
}
