package io.oriel.messages.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.oriel.api.error.ErrorCode;
import io.oriel.api.error.OrielException;
import io.oriel.api.render.Playback;
import io.oriel.api.stage.StageInfo;
import io.oriel.messages.stage.FakeAnnouncer;
import io.oriel.messages.stage.FakeReply;
import io.oriel.messages.stage.FakeStreamControl;
import io.oriel.messages.stage.Streams;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The stage's time in the hands of viewers. */
class TimelineTest {
  private final FakeStreamControl stream = new FakeStreamControl();
  private final FakeReply reply = new FakeReply();
  private final Streams streams = stream.asStreams("");

  @BeforeEach
  void animate() {
    stream.info = StageInfo.builder().timeRange(10, 110, 24).build();
    stream.playback = new Playback(true, 12, 0, 1, true);
  }

  private void set(Boolean playing, Double timeCode, Double speed, Boolean loop)
      throws OrielException {
    new SetTimeline(streams).handle(new SetTimeline.Request(playing, timeCode, speed, loop), reply);
  }

  @Test
  void whereTimeIsAndHowItGoesOnIsTold() throws OrielException {
    new GetTimeline(streams).handle(new GetTimeline.Request(), reply);
    assertThat(reply.sent).containsExactly(new TimelineState(12, 10, 110, 24, true, 1, true, true));
  }

  @Test
  void aStageThatWasLoadedAgainMayHaveAnotherRange() {
    FakeAnnouncer announcer = new FakeAnnouncer();
    TimelineNews news = new TimelineNews(announcer);
    news.bindStream(stream);
    stream.show("other.usd");
    assertThat(announcer.told).as("left to the greeting").isEmpty();
    stream.info = StageInfo.builder().timeRange(10, 50, 24).build();
    stream.showAgain();
    assertThat(announcer.told)
        .containsExactly(new TimelineState(12, 10, 50, 24, true, 1, true, true));
    news.unbindStream(stream);
    assertThat(stream.listeners).isEmpty();
  }

  @Test
  void aChangeIsToldToEverybodyAndLeavesTheRest() throws OrielException {
    set(false, null, null, null);
    set(null, 50.0, null, null);
    set(null, null, -2.0, false);
    assertThat(reply.broadcast)
        .containsExactly(
            new TimelineState(12, 10, 110, 24, false, 1, true, true),
            new TimelineState(50, 10, 110, 24, false, 1, true, true),
            new TimelineState(50, 10, 110, 24, false, -2, false, true));
  }

  @Test
  void aTimeBeyondTheStageIsItsEnd() throws OrielException {
    set(null, 1e9, null, null);
    assertThat(stream.playback.timeCode()).isEqualTo(110);
    set(null, -1e9, null, null);
    assertThat(stream.playback.timeCode()).isEqualTo(10);
  }

  @Test
  void aStillStageStandsStillAndSaysSo() throws OrielException {
    stream.info = StageInfo.builder().build();
    set(true, 5.0, null, null);
    assertThat(reply.broadcast)
        .containsExactly(new TimelineState(0, 0, 0, 24, true, 1, true, false));
  }

  @Test
  void nonsenseIsMalformedAndChangesNothing() {
    Playback before = stream.playback;
    for (SetTimeline.Request request :
        List.of(
            new SetTimeline.Request(null, null, null, null),
            new SetTimeline.Request(null, Double.NaN, null, null),
            new SetTimeline.Request(null, Double.POSITIVE_INFINITY, null, null),
            new SetTimeline.Request(null, null, Double.NaN, null),
            new SetTimeline.Request(false, null, 101.0, null))) {
      assertThat(
              catchThrowableOfType(
                      OrielException.class, () -> new SetTimeline(streams).handle(request, reply))
                  .code())
          .isEqualTo(ErrorCode.MALFORMED);
    }
    assertThat(stream.playback).isEqualTo(before);
    assertThat(reply.broadcast).isEmpty();
  }
}
