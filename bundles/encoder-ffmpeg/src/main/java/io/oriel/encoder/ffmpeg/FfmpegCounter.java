package io.oriel.encoder.ffmpeg;

import io.oriel.api.metrics.CounterDescriptor;

/** What the FFmpeg encoders count. */
enum FfmpegCounter implements CounterDescriptor {
  ENCODERS_OPENED("Encoders that opened."),
  ENCODERS_REFUSED("Encoders that did not open."),
  ENCODERS_REOPENED("Encoders opened anew because their bit rate changed."),
  PICTURES("Pictures that were encoded."),
  LIBRARY_ERRORS("Error messages of the FFmpeg libraries.");

  private final String help;

  FfmpegCounter(String help) {
    this.help = help;
  }

  @Override
  public String help() {
    return help;
  }
}
