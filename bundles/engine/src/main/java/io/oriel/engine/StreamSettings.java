package io.oriel.engine;

import io.oriel.api.stage.StageSource;
import io.oriel.api.stream.StreamInfo;

/**
 * What a stream is configured to be.
 *
 * @param info name, size, rate and renderer
 * @param stage shown first; the empty stage if none is configured
 * @param buffers pictures in the ring
 * @param playing true to let the stage's time run
 * @param maxFailedSteps steps that may fail in a row before stepping stops
 * @param hangNanos a step that takes longer is reported as hanging
 */
record StreamSettings(
    StreamInfo info,
    StageSource stage,
    int buffers,
    boolean playing,
    int maxFailedSteps,
    long hangNanos) {
  long periodNanos() {
    return Math.round(1e9 / info.framesPerSecond());
  }
}
