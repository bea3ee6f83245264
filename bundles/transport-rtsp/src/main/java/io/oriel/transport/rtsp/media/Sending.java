package io.oriel.transport.rtsp.media;

import io.oriel.api.error.ErrorLog;
import io.oriel.api.metrics.CounterSet;
import io.oriel.api.time.Clock;
import io.oriel.transport.rtsp.RtspCounter;
import java.util.concurrent.Executor;

/**
 * What all that is sent has in common.
 *
 * @param loop the event loop, which sends everything
 * @param errors takes defects
 * @param keyframeNanos between two keyframes while somebody plays
 */
public record Sending(
    Executor loop,
    Clock clock,
    CounterSet<RtspCounter> counters,
    ErrorLog errors,
    long keyframeNanos) {}
