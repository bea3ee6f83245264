package io.oriel.video;

import io.oriel.api.metrics.DurationDescriptor;

/** What the feeds measure, for each stream. */
enum VideoDuration implements DurationDescriptor {
  ENCODE(
      "From taking up a frame, conversion of its colours included, until its access unit is out.");

  private final String help;

  VideoDuration(String help) {
    this.help = help;
  }

  @Override
  public String help() {
    return help;
  }
}
