package io.oriel.messages.view;

import io.oriel.api.error.OrielException;
import io.oriel.api.message.MessageHandler;
import io.oriel.api.message.Reply;
import io.oriel.api.message.WireName;
import io.oriel.api.render.Playback;
import io.oriel.api.stage.StageInfo;
import io.oriel.api.stream.StreamControl;
import io.oriel.messages.stage.Required;
import io.oriel.messages.stage.Streams;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Plays, pauses, seeks; everybody is told where time is then. */
@Component(
    service = MessageHandler.class,
    property = {MessageHandler.EVENT + "=setTimelineRequest", MessageHandler.ROLE + "=OPERATOR"})
public final class SetTimeline implements MessageHandler<SetTimeline.Request> {
  /** What is to be changed; what is absent stays. */
  public record Request(
      Boolean playing, @WireName("time_code") Double timeCode, Double speed, Boolean loop) {}

  private static final Request NOTHING = new Request(null, null, null, null);

  /** Beyond that nobody sees anything. */
  private static final double MAX_SPEED = 100;

  private final Streams streams;

  @Activate
  public SetTimeline(@Reference Streams streams) {
    this.streams = streams;
  }

  @Override
  public Class<Request> payload() {
    return Request.class;
  }

  @Override
  public void handle(Request request, Reply reply) throws OrielException {
    StreamControl stream = streams.of(reply.viewer());
    check(request);
    StageInfo info = stream.stageInfo();
    stream.updatePlayback(playback -> changed(playback, request, info));
    reply.broadcast(() -> TimelineState.of(stream));
  }

  private static void check(Request request) throws OrielException {
    if (request.equals(NOTHING)) {
      throw Required.malformed("none of playing, time_code, speed and loop is there");
    }
    if (request.timeCode() != null && !Double.isFinite(request.timeCode())) {
      throw Required.malformed("time_code is " + request.timeCode());
    }
    if (request.speed() != null && !(Math.abs(request.speed()) <= MAX_SPEED)) {
      throw Required.malformed(
          "speed is %s, not within %s and %s".formatted(request.speed(), -MAX_SPEED, MAX_SPEED));
    }
  }

  private static Playback changed(Playback playback, Request request, StageInfo info) {
    Playback changed = playback;
    if (request.playing() != null) {
      changed = changed.withPlaying(request.playing());
    }
    if (request.timeCode() != null) {
      changed =
          changed.withTimeCode(
              Math.clamp(request.timeCode(), info.startTimeCode(), info.endTimeCode()));
    }
    if (request.speed() != null) {
      changed = changed.withSpeed(request.speed());
    }
    return request.loop() == null ? changed : changed.withLoop(request.loop());
  }
}
