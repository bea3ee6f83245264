package io.oriel.video;

import io.oriel.api.metrics.CounterDescriptor;

/** What the feeds count, for each stream. */
enum VideoCounter implements CounterDescriptor {
  FRAMES_DROPPED("Frames that a newer one replaced before the encoder was free."),
  FRAMES_SPARED("Frames left out because the picture has not changed for a while."),
  FRAMES_CONVERTED("Frames whose colours were converted."),
  ACCESS_UNITS("Access units that were delivered."),
  BYTES("Bytes of those access units."),
  KEYFRAMES("Access units among them that are keyframes."),
  KEYFRAME_REQUESTS("Times that somebody asked for a keyframe."),
  UNITS_DROPPED("Access units lost because consumers kept too many of them."),
  UNITS_LOST("Watched access units that somebody retained and never released; see oriel.leaks."),
  SINKS_FAILED("Subscribers removed because they threw an exception."),
  ENCODERS_OPENED("Encoders that opened."),
  ENCODERS_REFUSED("Encoders that did not open."),
  ENCODERS_REPLACED("Encoders that another one took over from."),
  ENCODES_FAILED("Pictures on which an encoder failed."),
  ENCODERS_QUARANTINED("Encoders no longer used because they failed in a row or did not let go.");

  private final String help;

  VideoCounter(String help) {
    this.help = help;
  }

  @Override
  public String help() {
    return help;
  }
}
