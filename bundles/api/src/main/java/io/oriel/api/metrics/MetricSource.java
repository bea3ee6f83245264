package io.oriel.api.metrics;

import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/** Whoever counts and measures. A service with the property {@link #BUNDLE}. */
@ConsumerType
public interface MetricSource {
  /** Service property: the bundle's short name, {@code transport-webrtc} for example. */
  String BUNDLE = "oriel.bundle";

  /** All counters now. Called from any thread; takes no lock and does not block. */
  List<CounterReading> counters();

  /** All measured durations now. Called from any thread; takes no lock and does not block. */
  default List<DurationReading> durations() {
    return List.of();
  }
}
