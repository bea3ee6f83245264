package io.oriel.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.oriel.api.embed.PushLease;
import io.oriel.api.embed.PushOutcome;
import io.oriel.api.embed.PushedUnit;
import io.oriel.api.error.ErrorCode;
import io.oriel.api.error.OrielException;
import io.oriel.api.error.Problem;
import io.oriel.api.image.HostImage;
import io.oriel.api.stream.StreamState;
import io.oriel.api.video.AccessUnit;
import io.oriel.api.video.AccessUnitSink;
import io.oriel.api.video.Codec;
import io.oriel.api.video.VideoRequest;
import io.oriel.api.video.VideoSubscription;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Pictures that a host has encoded: who gets them, and when their memory is the host's again. */
class PushedUnitsTest {
  private static final Duration LONG = PushRig.PATIENCE;
  private static final Duration SHORT = Duration.ofMillis(20);
  private static final VideoRequest H264 = VideoRequest.of(List.of(Codec.VP8, Codec.H264));

  /** Remembers what it got, and keeps as many as it is told to. */
  private static final class Recorder implements AccessUnitSink {
    final List<AccessUnit> units = new CopyOnWriteArrayList<>();
    final List<Problem> ended = new CopyOnWriteArrayList<>();
    final boolean keeps;

    Recorder(boolean keeps) {
      this.keeps = keeps;
    }

    @Override
    public void onAccessUnit(AccessUnit unit) {
      if (keeps) {
        unit.retain();
      }
      units.add(unit);
    }

    @Override
    public void onEnded(Problem reason) {
      ended.add(reason);
    }
  }

  private long time;

  private PushLease push(PushRig rig, boolean keyframe) throws OrielException {
    return rig.stream.push(new PushedUnit(bytes(rig, "0000000165010203"), keyframe, ++time));
  }

  private static MemorySegment bytes(PushRig rig, String hex) {
    return rig.arena.allocateFrom(ValueLayout.JAVA_BYTE, HexFormat.of().parseHex(hex));
  }

  @Test
  void whoJoinsBeginsWithAKeyframeThatTheHostIsAskedFor() throws Exception {
    try (PushRig rig = PushRig.of(Codec.H264)) {
      AtomicInteger wanted = new AtomicInteger();
      try (AutoCloseable asking = rig.stream.onKeyframeWanted(wanted::incrementAndGet)) {
        assertThat(rig.stream.status().ready()).isFalse();
        assertThat(push(rig, false).await(LONG).orElseThrow().dropped().orElseThrow().detail())
            .contains("keyframe");
        PushRig.until(() -> wanted.get() == 1);
        assertThat(push(rig, true).await(LONG)).contains(PushOutcome.SHOWN);
        assertThat(rig.stream.status().ready()).isTrue();
        assertThat(rig.stream.status().state()).isEqualTo(StreamState.ACTIVE);

        Recorder late = new Recorder(false);
        VideoSubscription subscription = rig.stream.video().subscribe(H264, late);
        assertThat(subscription.encoding().codec()).isEqualTo(Codec.H264);
        PushRig.until(() -> wanted.get() == 2);
        push(rig, false);
        assertThat(late.units).isEmpty();
        push(rig, true);
        push(rig, false);
        assertThat(late.units).extracting(AccessUnit::keyframe).containsExactly(true, false);
        assertThat(late.units).extracting(AccessUnit::captureTimeNanos).containsExactly(4L, 5L);
        assertThat(late.units).extracting(AccessUnit::discontinuity).containsOnly(false);
        subscription.close();
        push(rig, true);
        assertThat(late.units).hasSize(2);
      }
    }
  }

  @Test
  void keyframesAreAskedForThreeTimesAtOnceAndThenEveryHalfSecond() throws Exception {
    try (PushRig rig = PushRig.of(Codec.H264)) {
      AtomicInteger wanted = new AtomicInteger();
      push(rig, true);
      VideoSubscription subscription = rig.stream.video().subscribe(H264, new Recorder(false));
      try (AutoCloseable asking = rig.stream.onKeyframeWanted(wanted::incrementAndGet)) {
        PushRig.until(() -> wanted.get() == 1);
        for (int i = 0; i < 10; i++) {
          subscription.requestKeyframe();
        }
        PushRig.until(() -> wanted.get() == 3);
        // The fourth is told although nothing is pushed: the host may wait to be asked.
        rig.time.jump(Duration.ofMillis(500));
        PushRig.until(() -> wanted.get() == 4);
        rig.time.jump(Duration.ofMillis(500));
        push(rig, false);
        assertThat(wanted).as("nobody has asked since").hasValue(4);
      }
    }
  }

  @Test
  void aLeaseEndsWithTheLastSubscriberThatKeepsTheUnitWhereItLies() throws Exception {
    try (PushRig rig = PushRig.of(Codec.H264)) {
      Recorder first = new Recorder(true);
      Recorder second = new Recorder(true);
      rig.stream.video().subscribe(H264, first);
      rig.stream.video().subscribe(H264, second);
      MemorySegment data = bytes(rig, "0000000165010203");
      PushLease lease = rig.stream.push(new PushedUnit(data, true, 1));
      AccessUnit unit = first.units.getFirst();
      assertThat(unit.data().address()).isEqualTo(data.address());
      data.set(ValueLayout.JAVA_BYTE, 7, (byte) 9);
      assertThat(unit.data().get(ValueLayout.JAVA_BYTE, 7)).isEqualTo((byte) 9);
      unit.release();
      assertThat(lease.await(SHORT)).isEmpty();
      second.units.getFirst().release();
      assertThat(lease.await(LONG)).contains(PushOutcome.SHOWN);
      assertThatThrownBy(unit::release).isInstanceOf(IllegalStateException.class);
      assertThatThrownBy(unit::retain).isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void unitsThatAreKeptTooLongMakeNewOnesDropUntilAKeyframe() throws Exception {
    try (PushRig rig = PushRig.of(Codec.H264)) {
      Recorder keeper = new Recorder(true);
      rig.stream.video().subscribe(H264, keeper);
      int most = 4 * PushRig.FPS;
      push(rig, true);
      for (int i = 1; i < most; i++) {
        push(rig, false);
      }
      assertThat(push(rig, false).await(LONG).orElseThrow().dropped().orElseThrow().code())
          .isEqualTo(ErrorCode.VIEWER_TOO_SLOW);
      keeper.units.forEach(AccessUnit::release);
      assertThat(push(rig, false).await(LONG).orElseThrow().shown()).isFalse();
      push(rig, true);
      assertThat(keeper.units).hasSize(most + 1);
      assertThat(keeper.units.getLast().discontinuity()).isTrue();
      assertThat(keeper.units.getLast().sequence()).isEqualTo(most);
      assertThat(rig.count(EngineCounter.PUSHES_DROPPED)).isEqualTo(2);
      keeper.units.getLast().release();
    }
  }

  @Test
  void whoKeepsTooManyUnitsIsPassedByAndTheOthersGoOn() throws Exception {
    try (PushRig rig = PushRig.of(Codec.H264)) {
      AtomicInteger wanted = new AtomicInteger();
      Recorder keeper = new Recorder(true);
      Recorder other = new Recorder(false);
      rig.stream.video().subscribe(H264, keeper);
      rig.stream.video().subscribe(H264, other);
      int most = 4 * PushRig.FPS;
      push(rig, true);
      for (int i = 1; i < most; i++) {
        push(rig, false);
      }
      try (AutoCloseable asking = rig.stream.onKeyframeWanted(wanted::incrementAndGet)) {
        assertThat(push(rig, true).await(LONG)).contains(PushOutcome.SHOWN);
        assertThat(push(rig, false).await(LONG)).contains(PushOutcome.SHOWN);
        assertThat(keeper.units).hasSize(most);
        assertThat(other.units).hasSize(most + 2);
        assertThat(wanted).as("a keyframe would be of no use yet").hasValue(0);

        keeper.units.forEach(AccessUnit::release);
        push(rig, false);
        PushRig.until(() -> wanted.get() == 1);
        assertThat(keeper.units).as("not without a keyframe").hasSize(most);
        push(rig, true);
        push(rig, false);
      }
      assertThat(keeper.units.subList(most, most + 2))
          .extracting(AccessUnit::discontinuity)
          .containsExactly(true, false);
      assertThat(other.units).hasSize(most + 5);
      assertThat(other.units).extracting(AccessUnit::discontinuity).startsWith(true);
      assertThat(other.units.subList(1, most + 5))
          .extracting(AccessUnit::discontinuity)
          .containsOnly(false);
      assertThat(rig.count(EngineCounter.UNITS_SKIPPED)).isEqualTo(2);
      assertThat(rig.count(EngineCounter.PUSHES_DROPPED)).isZero();
      keeper.units.subList(most, most + 2).forEach(AccessUnit::release);
    }
  }

  @Test
  void aSinkThatDoesNotReturnHoldsUpNeitherSubscribersNorTheEnd() throws Exception {
    try (LogLines log = new LogLines();
        PushRig rig = PushRig.of(Codec.H264)) {
      Stuck stuck = new Stuck();
      rig.stream.video().subscribe(H264, stuck);
      Thread pushing = Thread.ofPlatform().daemon().start(() -> push(rig));
      stuck.called.await();
      Recorder other = new Recorder(false);
      ended(() -> rig.stream.video().subscribe(H264, other));
      ended(rig.stream::stop);
      assertThat(other.ended).hasSize(1);
      assertThat(log.with("does not return")).isNotEmpty();
      assertThat(stuck.ended).isEmpty();
      assertEnded(() -> rig.stream.video().subscribe(H264, other));
      stuck.gate.countDown();
      PushRig.until(() -> stuck.ended.size() == 1);
      ended(pushing::join);
      assertEnded(() -> push(rig, true));
      assertThat(stuck.ended).extracting(Problem::code).containsExactly(ErrorCode.STREAM_ENDED);
      assertThat(other.units).isEmpty();
    }
  }

  private PushLease push(PushRig rig) {
    try {
      return push(rig, true);
    } catch (OrielException e) {
      throw new AssertionError(e);
    }
  }

  /** Runs it on a thread of its own: it shall come back. */
  private static void ended(ThrowingCallable call) {
    List<Throwable> thrown = new CopyOnWriteArrayList<>();
    Thread thread =
        Thread.ofPlatform()
            .daemon()
            .start(() -> {
              try {
                call.call();
              } catch (Throwable e) {
                thrown.add(e);
              }
            });
    PushRig.until(() -> !thread.isAlive());
    assertThat(thrown).isEmpty();
  }

  /** Does not return from a unit before it may. */
  private static final class Stuck implements AccessUnitSink {
    final CountDownLatch called = new CountDownLatch(1);
    final CountDownLatch gate = new CountDownLatch(1);
    final List<Problem> ended = new CopyOnWriteArrayList<>();

    @Override
    public void onAccessUnit(AccessUnit unit) {
      called.countDown();
      boolean open = false;
      while (!open) {
        try {
          gate.await();
          open = true;
        } catch (InterruptedException e) {
          // It is not to be moved.
        }
      }
    }

    @Override
    public void onEnded(Problem reason) {
      ended.add(reason);
    }
  }

  @Test
  void aUnitThatAConsumerForgetsIsFoundAndNamed() throws Exception {
    try (LogLines log = new LogLines();
        PushRig rig = PushRig.of(Codec.H264)) {
      rig.stream.video().subscribe(H264, new Forgetting());
      push(rig, true);
      PushRig.until(() -> {
        System.gc();
        return !log.with("A unit pushed to stream pushed was never given back").isEmpty();
      });
    }
  }

  /** Keeps what it gets for ever and does not know what it was. */
  private static final class Forgetting implements AccessUnitSink {
    @Override
    public void onAccessUnit(AccessUnit unit) {
      unit.retain();
    }

    @Override
    public void onEnded(Problem reason) {}
  }

  @Test
  void anotherCodecIsRefusedByName() {
    try (PushRig rig = PushRig.of(Codec.H265)) {
      assertThat(rig.stream.codec()).contains(Codec.H265);
      assertThatThrownBy(() -> rig.stream.video().subscribe(H264, new Recorder(false)))
          .isInstanceOfSatisfying(
              OrielException.class,
              e -> assertThat(e.code()).isEqualTo(ErrorCode.CODEC_UNSUPPORTED))
          .hasMessageContaining("H265")
          .hasMessageContaining("H264");
    }
  }

  @Test
  void aUnitThatIsNoneOfItsCodecIsRefusedAndNothingIsLost() throws Exception {
    try (PushRig rig = PushRig.of(Codec.H264);
        PushRig av1 = PushRig.of(Codec.AV1)) {
      Recorder recorder = new Recorder(false);
      rig.stream.video().subscribe(H264, recorder);
      push(rig, true);
      HostImage picture = rig.picture(1);
      assertRefused(() -> rig.stream.push(picture), "encoded as H264");
      assertRefused(() -> rig.stream.push((PushedUnit) null), "no unit");
      assertRefused(() -> rig.stream.push(new PushedUnit(null, true, 9)), "no memory");
      assertRefused(
          () -> rig.stream.push(new PushedUnit(MemorySegment.ofArray(new byte[9]), true, 9)),
          "heap");
      assertRefused(
          () -> rig.stream.push(new PushedUnit(rig.arena.allocate(4), true, 9)), "4 bytes");
      assertRefused(
          () ->
              rig.stream.push(
                  new PushedUnit(rig.arena.allocate(UnitFormat.MAX_BYTES + 1), true, 9)),
          "are allowed");
      assertRefused(
          () -> rig.stream.push(new PushedUnit(bytes(rig, "0000002165888400"), true, 9)),
          "Annex B");
      assertRefused(
          () -> rig.stream.push(new PushedUnit(bytes(rig, "0000000165888400"), true, time)),
          "not later");
      assertRefused(
          () -> av1.stream.push(new PushedUnit(bytes(av1, "0000000165888400"), true, 9)), "OBU");
      push(rig, false);
      assertThat(recorder.units).hasSize(2);
    }
  }

  @Test
  void theTemporalDelimiterOfAv1IsLeftOut() throws Exception {
    try (PushRig rig = PushRig.of(Codec.AV1)) {
      Recorder recorder = new Recorder(true);
      rig.stream.video().subscribe(VideoRequest.of(List.of(Codec.AV1)), recorder);
      rig.stream.push(new PushedUnit(bytes(rig, "12000a030102033200"), true, 1));
      rig.stream.push(new PushedUnit(bytes(rig, "0a030102033200"), true, 2));
      for (AccessUnit unit : recorder.units) {
        assertThat(HexFormat.of().formatHex(unit.data().toArray(ValueLayout.JAVA_BYTE)))
            .isEqualTo("0a030102033200");
        unit.release();
      }
      assertThat(recorder.units).hasSize(2);
    }
  }

  @Test
  void garbageIsRefusedOrHandedOn() {
    Random random = new Random(20261122);
    for (Codec codec : List.of(Codec.H264, Codec.H265, Codec.AV1)) {
      try (PushRig rig = PushRig.of(codec)) {
        byte[] good = HexFormat.of().parseHex(codec == Codec.AV1 ? "12000a0301" : "0000000165");
        for (int round = 1; round < 5000; round++) {
          byte[] bytes = good.clone();
          for (int change = random.nextInt(3); change >= 0; change--) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
          }
          MemorySegment data = rig.arena.allocateFrom(ValueLayout.JAVA_BYTE, bytes);
          try {
            rig.stream.push(new PushedUnit(data, random.nextBoolean(), round));
          } catch (OrielException e) {
            assertThat(e.code()).isEqualTo(ErrorCode.PUSH_INVALID);
          }
        }
        assertThat(rig.count(EngineCounter.PUSHES)).isBetween(100L, 4900L);
      }
    }
  }

  @Test
  void aSinkThatThrowsIsRemovedAndTheOthersGoOn() throws Exception {
    try (PushRig rig = PushRig.of(Codec.H264)) {
      List<Problem> ended = new ArrayList<>();
      rig.stream
          .video()
          .subscribe(
              H264,
              new AccessUnitSink() {
                @Override
                public void onAccessUnit(AccessUnit unit) {
                  throw new IllegalStateException("defect");
                }

                @Override
                public void onEnded(Problem reason) {
                  ended.add(reason);
                }
              });
      Recorder other = new Recorder(false);
      rig.stream.video().subscribe(H264, other);
      assertThat(push(rig, true).await(LONG)).isPresent();
      push(rig, false);
      assertThat(other.units).hasSize(2);
      assertThat(ended).hasSize(1);
      assertThat(rig.count(EngineCounter.SINKS_FAILED)).isEqualTo(1);
    }
  }

  @Test
  void theEndIsToldOnceAndWhatIsKeptStays() throws Exception {
    try (PushRig rig = PushRig.of(Codec.H264)) {
      Recorder recorder = new Recorder(true);
      rig.stream.video().subscribe(H264, recorder);
      PushLease lease = push(rig, true);
      rig.stream.stop();
      rig.stream.stop();
      assertThat(recorder.ended).hasSize(1);
      assertThat(lease.await(SHORT)).isEmpty();
      recorder.units.getFirst().release();
      assertThat(lease.await(LONG)).isPresent();
      assertEnded(() -> push(rig, true));
      assertEnded(() -> rig.stream.video().subscribe(H264, recorder));
    }
  }

  private static void assertEnded(ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            OrielException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.STREAM_ENDED));
  }

  private static void assertRefused(ThrowingCallable push, String detail) {
    assertThatThrownBy(push)
        .isInstanceOfSatisfying(
            OrielException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.PUSH_INVALID))
        .hasMessageContaining(detail);
  }
}
