package io.oriel.transport.rtsp;

import io.oriel.api.metrics.DurationDescriptor;

/** What the RTSP transport measures, for each stream, of all its players together. */
public enum RtspDuration implements DurationDescriptor {
  AGE_WHEN_SENT("From the capture of a picture until its packets are handed to the system."),
  ROUND_TRIP(
      "From a sender report until the player's answer to it, without the player's own time.");

  private final String help;

  RtspDuration(String help) {
    this.help = help;
  }

  @Override
  public String help() {
    return help;
  }
}
