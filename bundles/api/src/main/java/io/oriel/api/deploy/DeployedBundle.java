package io.oriel.api.deploy;

import java.util.Objects;

/**
 * A bundle that was installed while the server runs.
 *
 * @param bundleId as the framework numbers it
 * @param symbolicName its name
 * @param version its version
 */
public record DeployedBundle(long bundleId, String symbolicName, String version) {
  public DeployedBundle {
    Objects.requireNonNull(symbolicName, "symbolicName");
    Objects.requireNonNull(version, "version");
  }
}
