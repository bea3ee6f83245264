package io.oriel.api.metrics;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * One duration that a bundle measures; implemented by an enumeration that documents all of them.
 */
@ConsumerType
public interface DurationDescriptor {
  /** The enumeration constant's name, the duration's name within its bundle. */
  String name();

  /** From when to when, and of what, one sentence. */
  String help();
}
