package io.oriel.engine;

import io.oriel.api.metrics.DurationDescriptor;

/** What the engine measures, for each stream. */
enum EngineDuration implements DurationDescriptor {
  STEP("From the call of a renderer's step until it returns."),
  CONVERT(
      "From asking for a step's output, which some renderers draw only then, to its BGRA picture."),
  PUBLISH("From a finished picture until every sink has been called with it.");

  private final String help;

  EngineDuration(String help) {
    this.help = help;
  }

  @Override
  public String help() {
    return help;
  }
}
