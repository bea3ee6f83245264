package io.oriel.messages.stage;

import static org.assertj.core.api.Assertions.assertThat;

import io.oriel.api.error.ErrorCode;
import io.oriel.api.error.Problem;
import io.oriel.api.stream.StageStatus;
import io.oriel.api.stream.StreamState;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What viewers hear of a stream whose pictures fail. */
class StreamTroubleTest {
  @TempDir Path folder;
  private final FakeAnnouncer announcer = new FakeAnnouncer();
  private StageRig rig;
  private long nowNanos = -5_000_000_000L;

  @BeforeEach
  void makeStream() {
    rig = new StageRig(folder);
    new StageNews(announcer, rig.access).bindStream(rig.stream);
  }

  private Problem fails(ErrorCode code, boolean ready, String detail) {
    Problem problem = new Problem(code, detail);
    rig.stream.becomes(StreamState.ACTIVE, ready, Optional.of(problem));
    return problem;
  }

  private void recovers() {
    rig.stream.becomes(StreamState.ACTIVE, true, Optional.empty());
  }

  @Test
  void everybodyHearsOfAFailureOnceAndOfWhatBecomesOfIt() {
    Problem first = fails(ErrorCode.RENDERER_FAILED, true, "step 1");
    fails(ErrorCode.RENDERER_FAILED, true, "step 2");
    Problem last = fails(ErrorCode.RENDERER_STOPPED, false, "30 steps");
    fails(ErrorCode.RENDERER_STOPPED, false, "30 steps and a load");
    assertThat(announcer.failures).containsExactly(first, last);
  }

  @Test
  void foldersOfTheServerAreLeftOut() {
    fails(ErrorCode.CONVERSION_FAILED, false, rig.root.resolve("workshop.usda") + " is odd");
    assertThat(announcer.failures)
        .containsExactly(new Problem(ErrorCode.CONVERSION_FAILED, "workshop.usda is odd"));
  }

  @Test
  void aFailureThatComesAndGoesIsToldOnlyNowAndThen() {
    StreamTrouble trouble = new StreamTrouble(() -> nowNanos);
    int told = 0;
    for (int tick = 0; tick < 1200; tick++) {
      nowNanos += TimeUnit.SECONDS.toNanos(1) / 60;
      fails(ErrorCode.RENDERER_FAILED, true, "now and then");
      told += trouble.news(rig.stream.status()).isPresent() ? 1 : 0;
      recovers();
      assertThat(trouble.news(rig.stream.status())).isEmpty();
    }
    assertThat(told).isEqualTo(2);
  }

  @Test
  void startingUpLoadingAndEndingAreNoFailures() {
    fails(ErrorCode.STREAM_NOT_READY, false, "");
    fails(ErrorCode.STAGE_NOT_FOUND, false, "gone");
    fails(ErrorCode.STREAM_ENDED, false, "");
    assertThat(announcer.failures).isEmpty();
    rig.stream.stage(StageStatus.NONE);
    fails(ErrorCode.RENDERER_UNAVAILABLE, false, "not installed yet");
    assertThat(announcer.failures).isEmpty();
  }

  @Test
  void aNewcomerHearsOfAFailureThatLasts() {
    Problem stopped = fails(ErrorCode.RENDERER_STOPPED, false, "30 steps");
    new StageGreeting(rig.streams, rig.access).greet(rig.reply);
    assertThat(rig.reply.failures).containsExactly(stopped);
    rig.reply.failures.clear();
    recovers();
    new StageGreeting(rig.streams, rig.access).greet(rig.reply);
    assertThat(rig.reply.failures).isEmpty();
  }
}
