package io.oriel.api.metrics;

import org.osgi.annotation.versioning.ConsumerType;

/** One counter of a bundle; implemented by an enumeration that documents all of them. */
@ConsumerType
public interface CounterDescriptor {
  /** The enumeration constant's name, the counter's name within its bundle. */
  String name();

  /** What is counted and in which unit, one sentence. */
  String help();
}
