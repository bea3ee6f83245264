package io.oriel.transport.shm;

import io.oriel.api.metrics.DurationDescriptor;

/** What the shared memory transport measures, for each stream. */
public enum ShmDuration implements DurationDescriptor {
  WRITE("From the begin of a frame's copy into the region until readers were woken."),
  HAND_OVER("From the publication of a frame until readers were woken.");

  private final String help;

  ShmDuration(String help) {
    this.help = help;
  }

  @Override
  public String help() {
    return help;
  }
}
