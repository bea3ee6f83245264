package io.oriel.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.oriel.api.embed.CudaArray;
import io.oriel.api.embed.FrameReader;
import io.oriel.api.embed.PushLease;
import io.oriel.api.embed.PushOutcome;
import io.oriel.api.embed.PushedUnit;
import io.oriel.api.error.ErrorCode;
import io.oriel.api.error.OrielException;
import io.oriel.api.image.DeviceImage;
import io.oriel.api.image.DeviceSync;
import io.oriel.api.image.HostImage;
import io.oriel.api.image.ImageSpec;
import io.oriel.api.image.PixelFormat;
import io.oriel.api.image.Placement;
import io.oriel.api.image.Plane;
import io.oriel.api.image.ViewportFrame;
import io.oriel.api.stage.StageSource;
import io.oriel.api.stream.FrameSubscription;
import io.oriel.api.stream.StreamState;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Pictures that a host pushes: what is seen of them, and when their memory is the host's again. */
class PushedPicturesTest {
  private static final Duration LONG = PushRig.PATIENCE;

  @Test
  void beforeTheFirstPushThereIsAPlaceholderThatDoesNotCount() {
    try (PushRig rig = PushRig.ofPictures()) {
      PushRig.until(() -> rig.sink.count() == 1);
      assertThat(rig.sink.last().held()).isTrue();
      assertThat(rig.stream.status().ready()).isFalse();
      assertThat(rig.stream.readiness().problems())
          .singleElement()
          .satisfies(p -> assertThat(p.detail()).contains("not pushed anything"));
      rig.pass(2);
      PushRig.until(() -> rig.sink.count() == 2);
      assertThat(rig.sink.last().held()).isTrue();
      assertThat(rig.count(EngineCounter.FRAMES_HELD)).isEqualTo(2);
    }
  }

  @Test
  void theFirstPictureBeginsAnEpochAndMakesTheStreamReady() {
    try (PushRig rig = PushRig.ofPictures()) {
      PushRig.until(() -> rig.sink.count() == 1);
      long before = rig.sink.last().epoch();
      rig.pass(1);
      rig.show(7);
      RecordingSink.Seen seen = rig.sink.last();
      assertThat(seen.held()).isFalse();
      assertThat(seen.unchanged()).isFalse();
      assertThat(seen.discontinuity()).isTrue();
      assertThat(seen.epoch()).isGreaterThan(before);
      PushRig.until(() -> rig.stream.status().ready());
      assertThat(rig.stream.status().state()).isEqualTo(StreamState.ACTIVE);
      assertThat(rig.stream.status().epoch()).isEqualTo(seen.epoch());
      assertThat(rig.stream.status().problem()).isEmpty();
      assertThat(rig.stream.status().aov().problem()).isEmpty();
    }
  }

  @Test
  void whatTheHostWritesTooEarlyIsSeenForNothingIsCopied() {
    try (PushRig rig = PushRig.ofPictures()) {
      AtomicReference<ViewportFrame> kept = new AtomicReference<>();
      rig.stream.subscribe(frame -> {
        if (!frame.held() && kept.get() == null) {
          frame.retain();
          kept.set(frame);
        }
      });
      HostImage picture = rig.picture(7);
      rig.pass(1);
      rig.push(picture);
      PushRig.until(() -> kept.get() != null);
      assertThat(((HostImage) kept.get().image()).segment().address())
          .isEqualTo(picture.segment().address());
      PushRig.fill(picture, 8);
      assertThat(PushRig.wordBut((HostImage) kept.get().image(), 8)).isEqualTo(8);
      kept.get().release();
    }
  }

  @Test
  void aLeaseEndsWhenALaterPictureHasItsPlaceAndEveryConsumerIsDone() throws Exception {
    try (PushRig rig = PushRig.ofPictures()) {
      List<ViewportFrame> kept = new ArrayList<>();
      rig.stream.subscribe(frame -> {
        if (!frame.held() && kept.size() < 2) {
          frame.retain();
          kept.add(frame);
        }
      });
      rig.pass(1);
      PushLease first = rig.show(1);
      rig.pass(2);
      PushRig.until(() -> kept.size() == 2);
      assertThat(rig.sink.last().unchanged()).isTrue();
      assertThat(first.await(Duration.ofMillis(20))).as("it is shown").isEmpty();
      rig.pass(1);
      PushLease second = rig.show(2);
      kept.getFirst().release();
      assertThat(first.await(Duration.ofMillis(20))).as("it is kept").isEmpty();
      kept.getLast().release();
      assertThat(first.await(LONG)).contains(PushOutcome.SHOWN);
      assertThat(second.await(Duration.ofMillis(20))).isEmpty();
    }
  }

  @Test
  void whatTheHostWritesAfterTheLeaseIsSeenByNobody() throws Exception {
    try (PushRig rig = PushRig.ofPictures(new SystemClock())) {
      Queue<ViewportFrame> held = new ConcurrentLinkedQueue<>();
      List<Integer> wrong = new ArrayList<>();
      FrameSubscription watching =
          rig.stream.subscribe(frame -> {
            if (!frame.held()) {
              frame.retain();
              held.add(frame);
            }
          });
      // Each frame is looked at when it comes, and again after it was kept for a while.
      Random random = new Random(8);
      Queue<PushLease> leases = new ArrayDeque<>();
      List<HostImage> memory = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        memory.add(rig.picture(0));
      }
      Queue<HostImage> free = new ConcurrentLinkedQueue<>(memory);
      int shown = 0;
      for (int i = 1; shown < 100; i++) {
        HostImage own = free.poll();
        if (own != null) {
          PushRig.fill(own, i);
          PushLease lease = rig.push(own);
          leases.add(lease);
          lease
              .whenReleased()
              .thenAccept(outcome -> {
                PushRig.fill(own, -1);
                free.add(own);
              });
        }
        for (int let = random.nextInt(4); let > 0 && !held.isEmpty(); let--) {
          ViewportFrame frame = held.remove();
          HostImage seen = (HostImage) frame.image();
          int word = PushRig.wordBut(seen, 0);
          int differs = PushRig.wordBut(seen, word);
          if (word <= 0 || differs != word) {
            wrong.add(differs);
          }
          frame.release();
          shown++;
        }
      }
      assertThat(wrong).isEmpty();
      assertThat(rig.count(EngineCounter.SINKS_FAILED)).isZero();
      // Nothing is kept after this.
      watching.close();
      held.forEach(ViewportFrame::release);
      rig.stream.stop();
      for (PushLease lease : leases) {
        assertThat(lease.await(LONG)).isPresent();
      }
    }
  }

  @Test
  void ofPicturesThatComeTooFastTheNewestIsShownAtThePeriodsEnd() throws Exception {
    try (PushRig rig = PushRig.ofPictures()) {
      PushRig.until(() -> rig.sink.count() == 1);
      rig.pass(1);
      rig.show(1);
      int count = rig.sink.count();
      rig.pass(0.25);
      PushLease second = rig.push(rig.picture(2));
      rig.pass(0.25);
      rig.push(rig.picture(3));
      assertThat(second.await(LONG).orElseThrow().dropped().orElseThrow().code())
          .isEqualTo(ErrorCode.SUPERSEDED);
      assertThat(rig.sink.count()).isEqualTo(count);
      rig.pass(0.5);
      PushRig.until(() -> rig.sink.count() == count + 1);
      assertThat(rig.sink.last().pixel()).isEqualTo(3);
      assertThat(rig.count(EngineCounter.PUSHES)).isEqualTo(3);
      assertThat(rig.count(EngineCounter.PUSHES_DROPPED)).isEqualTo(1);
      // A little early is at once, so that a host which keeps the rate waits for nothing.
      rig.pass(0.75);
      rig.show(4);
      assertCaptureTimesRise(rig);
    }
  }

  @Test
  void aHostThatIsSteadilyTooFastIsShownAtTheStreamsRate() {
    try (PushRig rig = PushRig.ofPictures()) {
      rig.pass(1);
      rig.show(1);
      int shown = rig.sink.count();
      // Four pushes in three periods: the first at once, then two at a period's end.
      for (int quarter = 1; quarter <= 48; quarter++) {
        rig.pass(0.25);
        if (quarter % 12 == 8 || quarter % 12 == 0) {
          awaitShown(rig, ++shown);
        }
        if (quarter % 3 == 0) {
          rig.push(rig.picture(1 + quarter));
        }
        if (quarter % 12 == 3) {
          awaitShown(rig, ++shown);
        }
      }
      assertThat(rig.sink.count()).isEqualTo(shown);
      assertThat(rig.count(EngineCounter.PUSHES)).isEqualTo(17);
      assertThat(rig.count(EngineCounter.PUSHES_DROPPED)).isEqualTo(3);
      assertCaptureTimesRise(rig);
    }
  }

  private static void awaitShown(PushRig rig, int count) {
    PushRig.until(() -> rig.sink.count() >= count);
    assertThat(rig.sink.count()).isEqualTo(count);
  }

  @Test
  void aHostThatPushesOnlyChangesIsLive() {
    try (PushRig rig = PushRig.ofPictures()) {
      rig.pass(1);
      rig.show(1);
      for (int i = 0; i < 3; i++) {
        int before = rig.sink.count();
        rig.pass(2);
        PushRig.until(() -> rig.sink.count() == before + 1);
        assertThat(rig.sink.last().pixel()).isEqualTo(1);
        assertThat(rig.sink.last().unchanged()).isTrue();
        assertThat(rig.sink.last().held()).isFalse();
      }
      assertThat(rig.stream.status().ready()).isTrue();
      assertCaptureTimesRise(rig);
    }
  }

  private static void assertCaptureTimesRise(PushRig rig) {
    assertThat(rig.sink.frames())
        .extracting(RecordingSink.Seen::captureTimeNanos)
        .doesNotHaveDuplicates()
        .isSorted();
  }

  @Test
  void whatDoesNotFitIsRefusedAndLosesNothing() {
    try (PushRig rig = PushRig.ofPictures();
        Arena confined = Arena.ofConfined()) {
      rig.pass(1);
      rig.show(1);
      ImageSpec spec = ImageSpec.of(PushRig.SIDE, PushRig.SIDE, PixelFormat.BGRA8);
      ImageSpec larger = ImageSpec.of(32, 16, PixelFormat.BGRA8);
      ImageSpec other = ImageSpec.of(PushRig.SIDE, PushRig.SIDE, PixelFormat.RGBA8);
      MemorySegment memory = rig.arena.allocate(larger.sizeBytes(), 64);
      Arena freed = Arena.ofShared();
      MemorySegment gone = freed.allocate(spec.sizeBytes());
      freed.close();
      assertRefused(() -> rig.stream.push((HostImage) null), "no picture");
      assertRefused(() -> rig.stream.push(new HostImage(larger, memory)), "16x16, not 32x16");
      assertRefused(() -> rig.stream.push(new HostImage(other, memory)), "BGRA8");
      assertRefused(
          () ->
              rig.stream.push(
                  new HostImage(spec, MemorySegment.ofArray(new byte[(int) spec.sizeBytes()]))),
          "heap");
      assertRefused(() -> rig.stream.push(new HostImage(spec, nothing(spec))), "address 0");
      assertRefused(() -> rig.stream.push(new HostImage(spec, gone)), "freed");
      assertRefused(
          () -> rig.stream.push(new HostImage(spec, confined.allocate(spec.sizeBytes()))),
          "one thread");
      for (Plane plane :
          List.of(
              new Plane(0, 63, 16),
              new Plane(0, 64, 15),
              new Plane(-1, 64, 16),
              new Plane(Long.MAX_VALUE - 100, 64, 16))) {
        ImageSpec wrong =
            new ImageSpec(PushRig.SIDE, PushRig.SIDE, PixelFormat.BGRA8, List.of(plane));
        assertRefused(() -> rig.stream.push(new HostImage(wrong, memory)), "not a plane");
      }
      assertRefused(
          () -> rig.stream.push(new PushedUnit(memory, true, 1)), "takes pictures, not encoded");
      assertThat(rig.count(EngineCounter.PUSHES)).isEqualTo(1);
      assertThat(rig.sink.last().pixel()).isEqualTo(1);
      rig.pass(1);
      rig.show(2);
    }
  }

  @SuppressWarnings("restricted")
  private static MemorySegment nothing(ImageSpec spec) {
    return MemorySegment.NULL.reinterpret(spec.sizeBytes());
  }

  private static void assertRefused(ThrowingCallable push, String detail) {
    assertThatThrownBy(push)
        .isInstanceOfSatisfying(
            OrielException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.PUSH_INVALID))
        .hasMessageContaining(detail);
  }

  @Test
  void theMemoryOfADeviceIsRefusedByName() {
    try (PushRig rig = PushRig.ofPictures()) {
      ImageSpec spec = ImageSpec.of(PushRig.SIDE, PushRig.SIDE, PixelFormat.BGRA8);
      assertOnDevice(() ->
          rig.stream.push(
              new DeviceImage(spec, new Placement("cuda", 0), 4096, 1, new DeviceSync(2, 3))));
      assertOnDevice(() ->
          rig.stream.push(
              new CudaArray(0, 4096, "|u1", List.of(16L, 16L, 4L), List.of(), DeviceSync.NONE)));
    }
  }

  private static void assertOnDevice(ThrowingCallable push) {
    assertThatThrownBy(push)
        .isInstanceOfSatisfying(
            OrielException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.PUSH_DEVICE))
        .hasMessageContaining("cuda");
  }

  @Test
  void theEndGivesBackWhatNobodyKeepsAndRefusesMore() throws Exception {
    try (PushRig rig = PushRig.ofPictures()) {
      AtomicReference<ViewportFrame> kept = new AtomicReference<>();
      rig.stream.subscribe(frame -> {
        if (!frame.held() && kept.get() == null) {
          frame.retain();
          kept.set(frame);
        }
      });
      rig.pass(1);
      PushLease shown = rig.show(1);
      PushLease waiting = rig.push(rig.picture(2));
      rig.stream.stop();
      assertThat(waiting.await(LONG).orElseThrow().dropped().orElseThrow().code())
          .isEqualTo(ErrorCode.STREAM_ENDED);
      assertThat(shown.await(Duration.ofMillis(20))).as("kept past the end").isEmpty();
      kept.get().release();
      assertThat(shown.await(LONG)).contains(PushOutcome.SHOWN);
      assertThatThrownBy(() -> rig.stream.push(rig.picture(3)))
          .isInstanceOfSatisfying(
              OrielException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.STREAM_ENDED));
      assertThat(rig.stream.status().state()).isEqualTo(StreamState.STOPPED);
    }
  }

  @Test
  void whatNeedsAStageIsRefused() {
    try (PushRig rig = PushRig.ofPictures()) {
      OrielException refused =
          Rig.failureOf(
              rig.stream.openStage(StageSource.of("workshop.usda")).toCompletableFuture());
      assertThat(refused.code()).isEqualTo(ErrorCode.UNSUPPORTED);
      assertThat(refused).hasMessageContaining("has no stage");
    }
  }

  @Test
  void aReaderGetsTheNewestFrameAndNothingOnceItIsClosed() throws Exception {
    try (PushRig rig = PushRig.ofPictures()) {
      rig.pass(1);
      rig.show(1);
      FrameReader reader = new FrameReader(rig.stream);
      assertThat(reader.next(Duration.ofMillis(1))).isEmpty();
      rig.pass(1);
      rig.show(2);
      rig.pass(1);
      PushLease last = rig.show(3);
      ViewportFrame frame = reader.next(LONG).orElseThrow();
      assertThat(RecordingSink.pixel(frame)).isEqualTo(3);
      assertThat(reader.next(Duration.ofMillis(1))).isEmpty();
      frame.release();
      rig.pass(1);
      rig.show(4);
      reader.close();
      assertThat(reader.next(LONG)).isEmpty();
      assertThat(last.await(LONG)).isPresent();
    }
  }
}
