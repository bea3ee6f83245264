package io.oriel.api.metrics;

import java.util.Map;

/**
 * The value of a counter at one moment.
 *
 * @param descriptor which counter
 * @param labels what it belongs to, such as {@code stream=main}
 * @param value the count since the source was made; never falls
 */
public record CounterReading(CounterDescriptor descriptor, Map<String, String> labels, long value) {
  public CounterReading {
    labels = Map.copyOf(labels);
  }
}
