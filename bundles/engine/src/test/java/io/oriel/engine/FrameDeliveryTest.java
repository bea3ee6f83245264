package io.oriel.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.oriel.api.error.LeakWatch;
import io.oriel.api.image.HostImage;
import io.oriel.api.image.ViewportFrame;
import io.oriel.api.stream.FrameSubscription;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Buffers of the ring, and the sinks that hold them, misuse them, and go. */
class FrameDeliveryTest {
  @Test
  void aRingWithoutAFreeBufferDropsAndCountsAndOverwritesNothing() {
    try (Rig rig = new Rig().ready()) {
      List<ViewportFrame> kept = new ArrayList<>();
      FrameSubscription keeper =
          rig.stream.subscribe(frame -> {
            frame.retain();
            kept.add(frame);
          });
      rig.ticks(4 * Rig.BUFFERS);
      assertThat(kept).hasSize(Rig.BUFFERS);
      assertThat(rig.count(EngineCounter.FRAMES_DROPPED)).isEqualTo(3 * Rig.BUFFERS);
      assertThat(kept.stream().map(FrameDeliveryTest::word).distinct()).hasSize(kept.size());
      for (int i = 0; i < kept.size(); i++) {
        assertWhole(kept.get(i), word(kept.getFirst()) + i);
      }

      keeper.close();
      kept.forEach(ViewportFrame::release);
      rig.ticks(3);
      List<RecordingSink.Seen> last = rig.sink.frames().reversed();
      assertThat(last.get(2).discontinuity()).isTrue();
      assertThat(last.get(0).discontinuity()).isFalse();
      assertThat(last.get(0).sequence()).isEqualTo(last.get(1).sequence() + 1);
      RenderLoopTest.assertContiguous(rig);
    }
  }

  @Test
  void aFrameKeptPastTheEndOfTheStreamStaysReadableAndIsFreedWithItsLastRelease() {
    AtomicReference<ViewportFrame> kept = new AtomicReference<>();
    try (Rig rig = new Rig().ready()) {
      rig.stream.subscribe(frame -> {
        if (kept.compareAndSet(null, frame)) {
          frame.retain();
        }
      });
      rig.tick();
    }
    ViewportFrame frame = kept.get();
    assertWhole(frame, word(frame));
    HostImage image = (HostImage) frame.image();
    assertThat(image.segment().scope().isAlive()).isTrue();
    frame.release();
    assertThat(image.segment().scope().isAlive()).isFalse();
  }

  @Test
  void aFrameThatASinkForgetsIsFoundAndCounted() {
    assertThat(Integer.getInteger(LeakWatch.EVERY)).as("set by the build").isPositive();
    try (Rig rig = new Rig()) {
      AtomicBoolean first = new AtomicBoolean(true);
      rig.stream.subscribe(frame -> {
        if (first.getAndSet(false)) {
          frame.retain();
        }
      });
      rig.addParts().start();
      rig.until(() -> {
        System.gc();
        return rig.count(EngineCounter.FRAMES_LOST) == 1;
      });
    }
  }

  @Test
  void aReleaseTooManyIsRefusedAndTakesNothingFromOthers() {
    try (Rig rig = new Rig().ready()) {
      AtomicReference<ViewportFrame> kept = new AtomicReference<>();
      rig.stream.subscribe(ViewportFrame::release);
      rig.stream.subscribe(frame -> {
        if (kept.compareAndSet(null, frame)) {
          frame.retain();
        }
      });
      rig.tick();
      assertThat(rig.count(EngineCounter.SINKS_FAILED)).isEqualTo(1);
      ViewportFrame frame = kept.get();
      int word = word(frame);
      rig.ticks(20);
      assertWhole(frame, word);
      frame.release();
      assertThatThrownBy(frame::release).isInstanceOf(IllegalStateException.class);
      assertThatThrownBy(frame::retain).isInstanceOf(IllegalStateException.class);
      rig.ticks(20);
      assertThat(rig.sink.last().held()).isFalse();
      assertThat(rig.count(EngineCounter.FRAMES_DROPPED)).isZero();
    }
  }

  @Test
  void aFrameCannotBeRetainedAfterItsDelivery() {
    try (Rig rig = new Rig().ready()) {
      AtomicReference<ViewportFrame> seen = new AtomicReference<>();
      rig.stream.subscribe(seen::set);
      rig.tick();
      assertThatThrownBy(() -> seen.get().retain()).isInstanceOf(IllegalStateException.class);
      assertThatThrownBy(() -> seen.get().release()).isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void aSinkThatThrowsIsRemovedAndTheOthersGoOn() {
    try (Rig rig = new Rig().ready()) {
      RecordingSink after = new RecordingSink();
      rig.stream.subscribe(frame -> {
        throw new IllegalStateException("defect");
      });
      rig.stream.subscribe(frame -> {
        throw new NoClassDefFoundError("gone");
      });
      rig.stream.subscribe(after);
      int from = rig.sink.count();
      rig.ticks(5);
      assertThat(after.count()).isEqualTo(5);
      assertThat(rig.sink.count()).isEqualTo(from + 5);
      assertThat(rig.count(EngineCounter.SINKS_FAILED)).isEqualTo(2);
    }
  }

  @Test
  void aSinkMayLeaveOrSendAnotherAwayWithinACall() {
    try (Rig rig = new Rig().ready()) {
      RecordingSink victim = new RecordingSink();
      AtomicReference<FrameSubscription> own = new AtomicReference<>();
      AtomicReference<FrameSubscription> other = new AtomicReference<>();
      own.set(
          rig.stream.subscribe(frame -> {
            own.get().close();
            other.get().close();
          }));
      other.set(rig.stream.subscribe(victim));
      RecordingSink after = new RecordingSink();
      rig.stream.subscribe(after);
      rig.ticks(3);
      assertThat(victim.count()).isZero();
      assertThat(after.count()).isEqualTo(3);
      assertThat(rig.count(EngineCounter.SINKS_FAILED)).isZero();
    }
  }

  @Test
  void closingASubscriptionWaitsForTheCallThatRuns() {
    try (Rig rig = new Rig().ready()) {
      Gate inCall = new Gate();
      FrameSubscription subscription = rig.stream.subscribe(frame -> inCall.pass());
      rig.clock.jump(java.time.Duration.ofMillis(20));
      inCall.awaitReached();
      CompletableFuture<Void> closed = CompletableFuture.runAsync(subscription::close);
      Rig.untilStill(() -> rig.sink.count() > 0);
      assertThat(closed).isNotDone();
      inCall.open();
      closed.join();
      int from = rig.sink.count();
      rig.ticks(3);
      assertThat(rig.sink.count()).isGreaterThanOrEqualTo(from + 2);
    }
  }

  private static int word(ViewportFrame frame) {
    return RecordingSink.pixel(frame);
  }

  private static void assertWhole(ViewportFrame frame, int word) {
    HostImage image = (HostImage) frame.image();
    for (long at = 0; at < image.segment().byteSize(); at += Integer.BYTES) {
      assertThat(image.segment().get(ValueLayout.JAVA_INT, at)).isEqualTo(word);
    }
  }
}
