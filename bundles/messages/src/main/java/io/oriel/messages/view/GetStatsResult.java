package io.oriel.messages.view;

import io.oriel.api.message.ServerMessage;
import io.oriel.api.message.WireName;
import io.oriel.api.stream.StreamInfo;
import java.util.Optional;

/**
 * What the server knows of a stream's pictures. What happens on the way to a viewer and in it, it
 * does not know.
 *
 * @param fps pictures that were published within the last second; empty until that was measured
 * @param latencyMs from the beginning of a picture to its publishing, mean of the last second;
 *     empty until that was measured
 * @param targetFps pictures a second that are meant to be published
 * @param width pixels
 * @param height pixels
 * @param renderer who draws
 */
public record GetStatsResult(
    Optional<Double> fps,
    @WireName("latency_ms") Optional<Double> latencyMs,
    @WireName("target_fps") double targetFps,
    int width,
    int height,
    String renderer)
    implements ServerMessage {
  static GetStatsResult of(StreamInfo info, Optional<FrameMeter.Rate> rate) {
    return new GetStatsResult(
        rate.map(FrameMeter.Rate::framesPerSecond),
        rate.map(FrameMeter.Rate::latencyMillis),
        info.framesPerSecond(),
        info.width(),
        info.height(),
        info.renderer());
  }

  @Override
  public String event() {
    return "getStatsResult";
  }
}
