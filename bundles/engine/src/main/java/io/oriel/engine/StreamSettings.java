package io.oriel.engine;

import io.oriel.api.error.ErrorCode;
import io.oriel.api.error.OrielException;
import io.oriel.api.stage.StageSource;
import io.oriel.api.stream.StreamInfo;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * What a stream is configured to be.
 *
 * @param info name, size, rate and renderer
 * @param stage shown first; the empty stage if none is configured
 * @param aov output that is shown first
 * @param buffers pictures in the ring
 * @param playing true to let the stage's time run
 * @param reloadOnChange true to load a stage again when one of its files has changed
 * @param maxFailedSteps steps that may fail in a row before stepping stops
 * @param hangNanos a step that takes longer is reported as hanging
 */
record StreamSettings(
    StreamInfo info,
    StageSource stage,
    String aov,
    int buffers,
    boolean playing,
    boolean reloadOnChange,
    int maxFailedSteps,
    long hangNanos) {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,64}");

  /**
   * What a configuration asks for.
   *
   * @throws OrielException naming the key, its value and what is allowed
   */
  static StreamSettings of(StreamConfig config) throws OrielException {
    return new StreamSettings(
        info(
            config.oriel_stream(),
            config.width(),
            config.height(),
            config.fps(),
            config.renderer()),
        StageSource.of(config.stage())
            .within(
                Duration.ofSeconds(
                    within("loadTimeoutSeconds", config.loadTimeoutSeconds(), 1, 86400))),
        config.aov(),
        within("buffers", config.buffers(), 3, 64),
        config.playing(),
        config.reloadOnChange(),
        within("maxFailedSteps", config.maxFailedSteps(), 1, 10000),
        Duration.ofSeconds(within("hangSeconds", config.hangSeconds(), 1, 3600)).toNanos());
  }

  /** What is fixed about a stream, each value checked. */
  static StreamInfo info(String name, int width, int height, int fps, String renderer)
      throws OrielException {
    if (!NAME.matcher(name).matches()) {
      throw invalid("oriel.stream", name, "1 to 64 letters, digits, . _ -");
    }
    return new StreamInfo(
        name, even("width", width), even("height", height), within("fps", fps, 1, 240), renderer);
  }

  private static int even(String key, int value) throws OrielException {
    if (within(key, value, 16, 8192) % 2 != 0) {
      throw invalid(key, value, "even");
    }
    return value;
  }

  private static int within(String key, int value, int min, int max) throws OrielException {
    if (value < min || value > max) {
      throw invalid(key, value, min + " to " + max);
    }
    return value;
  }

  static OrielException invalid(String key, Object value, String allowed) {
    return new OrielException(
        ErrorCode.CONFIGURATION_INVALID, key + " = '" + value + "'; allowed: " + allowed);
  }

  /**
   * A conversion or a step that takes longer is slow: ten pictures, and what a busy machine may
   * cost.
   */
  long slowNanos() {
    return Math.max(10 * periodNanos(), TimeUnit.MILLISECONDS.toNanos(400));
  }

  long periodNanos() {
    return periodNanos(info);
  }

  static long periodNanos(StreamInfo info) {
    return Math.round(1e9 / info.framesPerSecond());
  }
}
