package io.oriel.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.oriel.api.geometry.Matrix4;
import io.oriel.api.render.Camera;
import io.oriel.api.render.ViewState;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Ticks, what they step with, and what they publish. */
class RenderLoopTest {
  private static final long PERIOD = Duration.ofMillis(20).toNanos();

  /** Far above what a turn needs, far below one object for each pixel or a formatted line. */
  private static final long BYTES_A_FRAME = 4096;

  @Test
  void ticksAtAbsoluteDeadlines() {
    try (Rig rig = new Rig().ready()) {
      int from = rig.sink.count();
      rig.ticks(100);
      List<RecordingSink.Seen> frames = rig.sink.frames().subList(from, from + 100);
      long first = frames.getFirst().captureTimeNanos();
      assertThat(IntStream.range(0, 100).boxed())
          .allMatch(i -> frames.get(i).captureTimeNanos() == first + i * PERIOD);
    }
  }

  @Test
  void leavesOutAndCountsTheTurnsThatALateOneCost() {
    try (Rig rig = new Rig().ready()) {
      rig.tick();
      long before = rig.sink.last().captureTimeNanos();
      int from = rig.sink.count();
      rig.clock.jump(Duration.ofMillis(110));
      Rig.untilStill(() -> rig.sink.count() == from + 2);
      // The turn of 20 ms comes late, that of 100 ms at once after it, three are left out.
      assertThat(rig.count(EngineCounter.TICKS_SKIPPED)).isEqualTo(3);
      rig.tick();
      assertThat((rig.sink.last().captureTimeNanos() - before) % PERIOD).isZero();
      assertContiguous(rig);
    }
  }

  @Test
  void streamsAreIndependent() {
    VirtualClock clock = new VirtualClock();
    try (Rig slow = new Rig("slow", "a.usda", 10, clock);
        Rig fast = new Rig("fast", "b.usda", 40, clock)) {
      fast.addParts().start();
      slow.addParts().start();
      Set<String> both = Set.of(slow.renderThread(), fast.renderThread());
      Rig.untilStill(() -> {
        clock.step(both);
        return slow.status().ready() && fast.status().ready();
      });
      int slowFrom = slow.sink.count();
      int fastFrom = fast.sink.count();
      long end = clock.nanos() + Duration.ofSeconds(2).toNanos();
      while (clock.nanos() < end) {
        clock.step(both);
      }
      assertThat(slow.sink.count() - slowFrom).isBetween(19, 21);
      assertThat(fast.sink.count() - fastFrom).isBetween(79, 81);

      slow.renderer.stepFailure = new IllegalStateException("broken");
      for (int i = 0; i < 400; i++) {
        clock.step(both);
      }
      assertThat(slow.status().ready()).isFalse();
      assertThat(fast.status().ready()).isTrue();
      assertThat(fast.sink.last().held()).isFalse();
      assertContiguous(slow);
      assertContiguous(fast);
    }
  }

  @Test
  void stepsWithTheNewestViewAndTheSameObjectWhileNothingChanges() {
    try (Rig rig = new Rig().ready()) {
      rig.tick();
      ViewState first = rig.renderer.last().view;
      assertThat(first.camera()).isPresent();
      rig.ticks(3);
      assertThat(rig.renderer.last().view).isSameAs(first);

      Camera camera = Camera.perspective(Matrix4.IDENTITY, 1, 1, 10);
      for (int i = 1; i <= 5; i++) {
        int group = i;
        rig.stream.updateView(
            v -> v.with().camera(camera).outlines(java.util.Map.of("/A", group)).build());
      }
      rig.tick();
      assertThat(rig.renderer.last().view.outlines()).containsEntry("/A", 5);
      assertThat(rig.renderer.last().view).isSameAs(rig.stream.view());
    }
  }

  @Test
  void aNewStageGetsItsOwnCameraAndTheRestOfTheView() {
    try (Rig rig = new Rig().ready()) {
      rig.stream.updateView(v -> v.with().settings(java.util.Map.of("k", "v")).build());
      rig.opened("second.usda");
      rig.tick();
      assertThat(rig.renderer.last().view.settings()).containsEntry("k", "v");
      assertThat(rig.renderer.last().view.camera()).isPresent();
    }
  }

  @Test
  void theStagesTimeRunsFromTheCommitOn() {
    try (Rig rig = new Rig().ready()) {
      double before = rig.renderer.last().timeCode;
      rig.ticks(50);
      assertThat(rig.renderer.last().timeCode - before)
          .isCloseTo(24, org.assertj.core.data.Offset.offset(1e-6));
    }
  }

  @Test
  void anUnchangedStepRepublishesTheSamePicture() {
    try (Rig rig = new Rig().ready()) {
      rig.tick();
      int pixel = rig.sink.last().pixel();
      rig.renderer.unchanged = true;
      long rendered = rig.count(EngineCounter.FRAMES_RENDERED);
      rig.ticks(3);
      assertThat(rig.count(EngineCounter.FRAMES_RENDERED)).isEqualTo(rendered);
      assertThat(rig.count(EngineCounter.FRAMES_UNCHANGED)).isEqualTo(3);
      assertThat(rig.sink.last())
          .matches(f -> f.unchanged() && !f.held() && !f.discontinuity() && f.pixel() == pixel);
    }
  }

  @Test
  void anUnchangedStepAfterOneThatWasNotShownIsConverted() {
    try (Rig rig = new Rig().ready()) {
      rig.tick();
      rig.converter.failure = new IllegalStateException("once");
      rig.tick();
      rig.converter.failure = null;
      rig.renderer.unchanged = true;
      rig.tick();
      assertThat(rig.sink.last().unchanged()).isFalse();
      assertThat(rig.sink.last().pixel())
          .isEqualTo(FakeConverter.MARK | rig.renderer.last().steps.get());
    }
  }

  @Test
  void allocatesLittleForAFrame() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    try (Rig rig = new Rig()) {
      AllocationProbe probe = new AllocationProbe(threads);
      rig.stream.subscribe(probe);
      rig.ready();
      rig.ticks(2000);
      long before = probe.bytes;
      rig.ticks(1000);
      assertThat((probe.bytes - before) / 1000).isLessThan(BYTES_A_FRAME);
      rig.renderer.stepFailure = new IllegalStateException("broken");
      rig.ticks(40);
      before = probe.bytes;
      rig.ticks(1000);
      assertThat((probe.bytes - before) / 1000).isLessThan(BYTES_A_FRAME);
    }
  }

  /** Reads on the render thread what that thread has allocated. */
  private static final class AllocationProbe implements io.oriel.api.stream.FrameSink {
    private final ThreadMXBean threads;
    private volatile long bytes;

    AllocationProbe(ThreadMXBean threads) {
      this.threads = threads;
    }

    @Override
    public void onFrame(io.oriel.api.image.ViewportFrame frame) {
      bytes = threads.getCurrentThreadAllocatedBytes();
    }
  }

  static void assertContiguous(Rig rig) {
    List<RecordingSink.Seen> frames = rig.sink.frames();
    for (int i = 1; i < frames.size(); i++) {
      assertThat(frames.get(i).sequence()).isEqualTo(frames.get(i - 1).sequence() + 1);
      assertThat(frames.get(i).epoch()).isGreaterThanOrEqualTo(frames.get(i - 1).epoch());
      assertThat(frames.get(i).captureTimeNanos())
          .isGreaterThan(frames.get(i - 1).captureTimeNanos());
    }
  }
}
