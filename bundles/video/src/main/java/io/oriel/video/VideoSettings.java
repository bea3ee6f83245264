package io.oriel.video;

import java.util.List;

/**
 * The configuration as it is used.
 *
 * @param encoders names, best liked first
 * @param bitsPerSecond of an encoding
 * @param warmNanos how long an encoder that nobody watches stays open
 */
record VideoSettings(List<String> encoders, int bitsPerSecond, long warmNanos) {
  VideoSettings {
    encoders = List.copyOf(encoders);
  }

  static VideoSettings of(VideoConfig config) {
    return new VideoSettings(
        List.of(config.encoders()), config.bitsPerSecond(), config.warmSeconds() * 1_000_000_000L);
  }
}
