package io.oriel.transport.webrtc;

import io.oriel.api.metrics.DurationDescriptor;

/** What the WebRTC transport measures, for each stream, of all its viewers together. */
public enum WebRtcDuration implements DurationDescriptor {
  SEND(
      "From the first to the last packet of what is sent to a viewer at once, encryption included."),
  AGE_AT_VIEWER(
      "From the capture of a picture until its last packet is out, and half the measured round trip:"
          + " its age on arrival, before the viewer decodes and shows it.");

  private final String help;

  WebRtcDuration(String help) {
    this.help = help;
  }

  @Override
  public String help() {
    return help;
  }
}
