package io.oriel.navigation;

import io.oriel.api.metrics.CounterDescriptor;

/** What is counted about the camera of a stream and those who steer it. */
enum NavigationCounter implements CounterDescriptor {
  INPUT("Input events of viewers."),
  INPUT_IGNORED("Input events of viewers who may not steer or had turned their input off."),
  INPUT_REFUSED("Input events with places or amounts that no device has."),
  MOVES("Changes of the camera."),
  MOVES_REFUSED("Changes of the camera that would have lost the stage.");

  private final String help;

  NavigationCounter(String help) {
    this.help = help;
  }

  @Override
  public String help() {
    return help;
  }
}
