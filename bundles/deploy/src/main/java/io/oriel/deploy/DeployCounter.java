package io.oriel.deploy;

import io.oriel.api.metrics.CounterDescriptor;

/** What the deployment counts. */
enum DeployCounter implements CounterDescriptor {
  INSTALLED("Bundles installed while the server runs."),
  REPLACED("Bundles whose place a new one took."),
  REMOVED("Bundles removed because their file went or an operator said so."),
  RETURNED("Bundles of the distribution that came back for one that was removed."),
  REFUSED("Jars refused: no bundles, not trusted, not resolvable, needed by others."),
  UNHEALTHY("New bundles removed again because they did not do their work."),
  ADMIN_REFUSED("Requests to /admin/bundles without the token.");

  private final String help;

  DeployCounter(String help) {
    this.help = help;
  }

  @Override
  public String help() {
    return help;
  }
}
