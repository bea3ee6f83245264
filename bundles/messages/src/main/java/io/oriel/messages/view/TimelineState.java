package io.oriel.messages.view;

import io.oriel.api.message.ServerMessage;
import io.oriel.api.message.WireName;
import io.oriel.api.render.Playback;
import io.oriel.api.stage.StageInfo;
import io.oriel.api.stream.StreamControl;

/**
 * Where the stage's time is and how it goes on from there.
 *
 * @param timeCode now
 * @param start first time code
 * @param end last time code
 * @param timeCodesPerSecond at speed 1
 * @param speed negative for backwards
 * @param loop whether it begins again behind the last time code
 * @param animated false for a stage without an animation
 */
public record TimelineState(
    @WireName("time_code") double timeCode,
    double start,
    double end,
    @WireName("time_codes_per_second") double timeCodesPerSecond,
    boolean playing,
    double speed,
    boolean loop,
    boolean animated)
    implements ServerMessage {
  static TimelineState of(StreamControl stream) {
    StageInfo info = stream.stageInfo();
    Playback playback = stream.playback();
    return new TimelineState(
        stream.timeCode(),
        info.startTimeCode(),
        info.endTimeCode(),
        info.timeCodesPerSecond(),
        playback.playing(),
        playback.speed(),
        playback.loop(),
        info.animated());
  }

  @Override
  public String event() {
    return "timelineState";
  }
}
