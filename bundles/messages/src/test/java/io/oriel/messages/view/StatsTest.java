package io.oriel.messages.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.oriel.api.error.OrielException;
import io.oriel.api.image.Image;
import io.oriel.api.image.ViewportFrame;
import io.oriel.api.time.Clock;
import io.oriel.messages.stage.FakeReply;
import io.oriel.messages.stage.FakeStreamControl;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the server knows of a stream's pictures. */
class StatsTest {
  private final FakeStreamControl stream = new FakeStreamControl();
  private final FakeReply reply = new FakeReply();
  private long nowNanos = 5_000_000_000L;
  private GetStats handler;

  @BeforeEach
  void makeHandler() {
    Clock clock =
        new Clock() {
          @Override
          public long nanos() {
            return nowNanos;
          }

          @Override
          public void parkUntil(long deadlineNanos) {
            throw new AssertionError("nobody waits here");
          }
        };
    handler = new GetStats(stream.asStreams(""), clock);
  }

  private GetStatsResult ask() throws OrielException {
    reply.sent.clear();
    handler.handle(new GetStats.Request(), reply);
    return reply.only(GetStatsResult.class);
  }

  private void publish(int frames, double perSecond, double latencyMillis) {
    for (int frame = 0; frame < frames; frame++) {
      nowNanos += (long) (1e9 / perSecond);
      long begun = nowNanos - (long) (latencyMillis * 1e6);
      stream.sinks.forEach(sink -> sink.onFrame(new FakeFrame(begun)));
    }
  }

  @Test
  void nothingIsMeasuredBeforeSomebodyAsksAndThenNotAtOnce() throws OrielException {
    assertThat(stream.sinks).isEmpty();
    GetStatsResult first = ask();
    assertThat(first.fps()).isEmpty();
    assertThat(first.latencyMs()).isEmpty();
    assertThat(first)
        .returns(60.0, GetStatsResult::targetFps)
        .returns(1280, GetStatsResult::width)
        .returns(720, GetStatsResult::height)
        .returns("preview", GetStatsResult::renderer);
    assertThat(stream.sinks).hasSize(1);
  }

  @Test
  void theLastSecondIsTold() throws OrielException {
    ask();
    publish(300, 30, 2);
    publish(600, 100, 5);
    GetStatsResult answer = ask();
    assertThat(answer.fps().orElseThrow()).isCloseTo(100, within(1.0));
    assertThat(answer.latencyMs().orElseThrow()).isCloseTo(5, within(0.01));
    nowNanos += TimeUnit.SECONDS.toNanos(2);
    assertThat(ask().fps()).contains(0.0);
  }

  @Test
  void aMinuteWithoutAQuestionEndsTheMeasurement() throws OrielException {
    ask();
    publish(60, 1, 2);
    handler.endIfIdle(stream);
    assertThat(stream.sinks).as("exactly a minute").isEmpty();
    ask();
    publish(59, 1, 2);
    handler.endIfIdle(stream);
    assertThat(ask().fps()).as("another first question").contains(1.0);
  }

  @Test
  void nothingIsMeasuredAfterTheHandlerHasGone() throws OrielException {
    ask();
    handler.stop();
    assertThat(stream.sinks).isEmpty();
  }

  private record FakeFrame(long captureTimeNanos) implements ViewportFrame {
    @Override
    public Image image() {
      throw new AssertionError("nobody looks at it");
    }

    @Override
    public long epoch() {
      return 1;
    }

    @Override
    public long sequence() {
      return 1;
    }

    @Override
    public boolean held() {
      return false;
    }

    @Override
    public boolean unchanged() {
      return false;
    }

    @Override
    public boolean discontinuity() {
      return false;
    }

    @Override
    public void retain() {
      throw new AssertionError("nobody keeps it");
    }

    @Override
    public void release() {
      throw new AssertionError("nobody keeps it");
    }
  }
}
