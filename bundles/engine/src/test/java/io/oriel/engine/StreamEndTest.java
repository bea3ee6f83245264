package io.oriel.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.oriel.api.error.ErrorCode;
import io.oriel.api.error.OrielException;
import io.oriel.api.error.Problem;
import io.oriel.api.image.HostImage;
import io.oriel.api.stream.StageStatus;
import io.oriel.api.stream.StreamState;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArraySet;
import org.junit.jupiter.api.Test;

/** The end of a stream, whatever goes on in it. */
class StreamEndTest {
  private static List<String> threads(String stream) {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(name -> name.startsWith("oriel-") && name.endsWith("-" + stream))
        .toList();
  }

  @Test
  void everythingIsClosedOnItsThreadAndFreed() {
    Rig rig = new Rig("ended", "first.usda", 50, new VirtualClock());
    FakeVideoFeedProvider feed = new FakeVideoFeedProvider();
    Set<HostImage> pictures = new CopyOnWriteArraySet<>();
    rig.stream.feed().add(Rig.offer(feed, Map.of()));
    rig.stream.subscribe(frame -> pictures.add((HostImage) frame.image()));
    rig.ready();
    rig.ticks(20);
    assertThat(threads("ended")).contains("oriel-render-ended", "oriel-loader-ended");

    rig.close();
    assertThat(rig.status().state()).isEqualTo(StreamState.STOPPED);
    assertThat(rig.status().ready()).isFalse();
    assertThat(rig.status().problem()).map(Problem::code).hasValue(ErrorCode.STREAM_ENDED);
    assertThat(rig.renderer.last().closeThread).isEqualTo("oriel-render-ended");
    assertThat(rig.converter.conversions).allMatch(c -> "oriel-render-ended".equals(c.closeThread));
    assertThat(rig.reader.closes()).containsExactly(1);
    assertThat(feed.feeds).hasSize(1).allMatch(f -> f.closed.get() == 1);
    assertThat(pictures).isNotEmpty().noneMatch(p -> p.segment().scope().isAlive());
    Rig.untilStill(() -> threads("ended").isEmpty());
    assertThat(rig.stream.children("/")).isEmpty();
    rig.assertPartsTreatedWell();
  }

  @Test
  void aWaitingAReadingAndAQueuedLoadAllHearOfTheEnd() {
    Rig waiting = new Rig().start();
    waiting.until(() -> waiting.status().problem().isPresent());
    CompletableFuture<StageStatus> parked = waiting.stream.restart().toCompletableFuture();
    waiting.ticks(3);
    waiting.close();
    assertThat(Rig.failureOf(parked).code()).isEqualTo(ErrorCode.STREAM_ENDED);

    Rig reading = new Rig().ready();
    reading.reader.gate = new Gate();
    reading.reader.stubborn = true;
    CompletableFuture<StageStatus> first = reading.open("a");
    reading.reader.gate.awaitReached();
    CompletableFuture<StageStatus> second = reading.open("b");
    reading.close();
    assertThat(Rig.failureOf(first).code()).isIn(ErrorCode.SUPERSEDED, ErrorCode.STREAM_ENDED);
    assertThat(Rig.failureOf(second).code()).isEqualTo(ErrorCode.STREAM_ENDED);
    reading.reader.gate.open();
    Rig.untilStill(() -> reading.reader.closes().equals(List.of(1, 1)));
    Rig.untilStill(() -> threads("main").isEmpty());
    reading.assertPartsTreatedWell();
  }

  @Test
  void aStageThatWasCommittedButNeverDrawnIsHeardOfAndClosed() {
    Rig rig = new Rig().ready();
    rig.converter.failure = new IllegalStateException("no picture");
    CompletableFuture<StageStatus> result = rig.open("second.usda");
    rig.until(() -> rig.status().stage().generation() == 2);
    rig.close();
    Rig.failureOf(result);
    assertThat(rig.reader.closes()).containsOnly(1);
    rig.assertPartsTreatedWell();
  }

  @Test
  void nothingIsTakenAfterTheEndAndServicesMayStillGo() {
    Rig rig = new Rig().ready();
    rig.close();
    rig.stream.assembler().remove(rig.converter);
    rig.stream.loader().remove(rig.renderer);
    rig.stream.loader().removeReader(rig.reader);
    rig.add(new FakeRenderer(), 5).add(new FakeConverter(), 5, "LdrColor");
    assertThat(Rig.failureOf(rig.open("late.usda")).code()).isEqualTo(ErrorCode.STREAM_ENDED);
    assertThat(Rig.failureOf(rig.stream.restart().toCompletableFuture()).code())
        .isEqualTo(ErrorCode.STREAM_ENDED);
    rig.stream.updateView(v -> v.with().aov("DepthSD").build());
    assertThatThrownBy(rig.stream::video)
        .isInstanceOfSatisfying(
            OrielException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.VIDEO_UNAVAILABLE));
    assertThat(rig.status().state()).isEqualTo(StreamState.STOPPED);
    rig.assertPartsTreatedWell();
  }

  @Test
  void aRendererThatOpensTooLateIsClosed() {
    Rig rig = new Rig();
    Gate opening = new Gate();
    rig.renderer.openGate = opening;
    rig.addParts().start();
    opening.awaitReached();
    rig.close();
    opening.open();
    Rig.untilStill(() -> rig.renderer.sessions.size() == 1);
    Rig.untilStill(() -> rig.renderer.last().closeThread != null);
    Rig.untilStill(() -> threads("main").isEmpty());
    rig.assertPartsTreatedWell();
  }

  @Test
  void whoeverWaitsForAPictureHearsOfTheEndThoughTheStepHangs() {
    Rig rig = new Rig().ready();
    rig.converter.failure = new IllegalStateException("no picture");
    CompletableFuture<StageStatus> asked = rig.open("second.usda");
    rig.until(() -> rig.status().stage().generation() == 2);
    Gate step = new Gate();
    rig.renderer.stepGate = step;
    rig.clock.jump(Duration.ofMillis(20));
    step.awaitReached();
    rig.close();
    assertThat(Rig.failureOf(asked).code()).isEqualTo(ErrorCode.STREAM_ENDED);
    step.open();
    Rig.untilStill(() -> threads("main").isEmpty());
  }

  @Test
  void aHangingStepDoesNotHoldTheEndAndFreesWhatItHoldsWhenItReturns() {
    Rig rig = new Rig("hung", "first.usda", 50, new VirtualClock());
    rig.ready();
    Gate step = new Gate();
    rig.renderer.stepGate = step;
    rig.clock.jump(Duration.ofMillis(20));
    step.awaitReached();
    CompletableFuture<StageStatus> asked = rig.open("second.usda");
    rig.close();
    assertThat(Rig.failureOf(asked).code()).isEqualTo(ErrorCode.STREAM_ENDED);
    assertThat(threads("hung")).containsExactly("oriel-render-hung");
    step.open();
    Rig.untilStill(() -> threads("hung").isEmpty());
    Rig.untilStill(() -> rig.reader.closes().stream().allMatch(n -> n == 1));
    rig.assertPartsTreatedWell();
  }
}
