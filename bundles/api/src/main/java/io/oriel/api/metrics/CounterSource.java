package io.oriel.api.metrics;

import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/** Whoever counts; registered as a service with the property {@code oriel.bundle}. */
@ConsumerType
public interface CounterSource {
  /** All counters now. Called from any thread; takes no lock and does not block. */
  List<CounterReading> readings();
}
