package io.oriel.runtime.launcher;

import io.oriel.api.embed.ComponentFailure;
import io.oriel.api.health.Readiness;
import io.oriel.api.health.ReadinessContributor;
import java.util.List;

/**
 * An engine that runs in this process, for the command line and for hosts. Any thread.
 *
 * @param framework which has started
 * @param configuration what it is configured with
 */
record Embedded(RunningFramework framework, LiveConfiguration configuration)
    implements AutoCloseable {

  /** How every part is that counts for readiness. */
  List<Readiness> readiness() {
    return framework.services(ReadinessContributor.class).stream()
        .map(ReadinessContributor::readiness)
        .toList();
  }

  /**
   * The components that cannot be activated, by their present state. Those that fail later than the
   * start are logged too.
   */
  List<ComponentFailure> failures() {
    return new Components(framework.context()).failures();
  }

  @Override
  public void close() {
    framework.close();
  }
}
