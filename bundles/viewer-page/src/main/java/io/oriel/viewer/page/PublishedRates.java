package io.oriel.viewer.page;

import io.oriel.api.metrics.CounterReading;
import io.oriel.api.metrics.CounterSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * How many pictures a second each stream really publishes, between two of the times that somebody
 * asked. Any thread.
 */
final class PublishedRates {
  private static final Set<String> PUBLISHED =
      Set.of("FRAMES_RENDERED", "FRAMES_UNCHANGED", "FRAMES_HELD");

  /** A shorter time would count too few, a longer one would no longer be now. */
  private static final long SHORTEST_NANOS = TimeUnit.SECONDS.toNanos(1);

  private static final long LONGEST_NANOS = TimeUnit.SECONDS.toNanos(15);

  private final LongSupplier nanos;
  private Map<String, Long> counts = Map.of();
  private Map<String, Double> rates = Map.of();
  private long countedAtNanos;

  PublishedRates(final LongSupplier nanos) {
    this.nanos = nanos;
    countedAtNanos = nanos.getAsLong() - LONGEST_NANOS;
  }

  /** Looks at the engine's counters, unless that was done a moment ago. */
  synchronized void look(final Collection<CounterSource> engine) {
    final long now = nanos.getAsLong();
    final long passed = now - countedAtNanos;
    if (passed < SHORTEST_NANOS) {
      return;
    }
    final Map<String, Long> counted = count(engine);
    final Map<String, Double> measured = new HashMap<>();
    if (passed <= LONGEST_NANOS) {
      counted.forEach((stream, count) -> {
        final long before = counts.getOrDefault(stream, Long.MAX_VALUE);
        if (before <= count) {
          measured.put(stream, Math.round((count - before) * 1e10 / passed) / 10.0);
        }
      });
    }
    counts = counted;
    rates = measured;
    countedAtNanos = now;
  }

  /** Pictures a second; empty until they were counted twice. */
  synchronized OptionalDouble of(final String stream) {
    final Double rate = rates.get(stream);
    return rate == null ? OptionalDouble.empty() : OptionalDouble.of(rate);
  }

  private static Map<String, Long> count(final Collection<CounterSource> engine) {
    final Map<String, Long> counted = new HashMap<>();
    for (final CounterSource source : engine) {
      for (final CounterReading reading : source.readings()) {
        final String stream = reading.labels().get("stream");
        if (stream != null && PUBLISHED.contains(reading.descriptor().name())) {
          counted.merge(stream, reading.value(), Long::sum);
        }
      }
    }
    return counted;
  }
}
