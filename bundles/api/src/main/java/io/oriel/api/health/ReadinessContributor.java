package io.oriel.api.health;

import org.osgi.annotation.versioning.ConsumerType;

/** A part without which the server is not ready. A service. */
@ConsumerType
public interface ReadinessContributor {
  /** The state now. Called from any thread; answers from memory. */
  Readiness readiness();
}
