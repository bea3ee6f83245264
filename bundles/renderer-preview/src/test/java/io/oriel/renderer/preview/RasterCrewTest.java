package io.oriel.renderer.preview;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class RasterCrewTest {
  @Test
  void everyPieceOfEveryJobIsDoneOnce() {
    try (RasterCrew crew = new RasterCrew(3)) {
      for (int round = 0; round < 2000; round++) {
        int pieces = 1 + round % 37;
        AtomicIntegerArray done = new AtomicIntegerArray(pieces);
        crew.run((worker, piece) -> done.incrementAndGet(piece), pieces);
        for (int piece = 0; piece < pieces; piece++) {
          assertThat(done.get(piece)).as("round %d piece %d", round, piece).isEqualTo(1);
        }
      }
    }
  }

  @Test
  void helpersTakePart() throws Exception {
    try (RasterCrew crew = new RasterCrew(2)) {
      CountDownLatch together = new CountDownLatch(3);
      // Returns only if three threads are in it at once.
      crew.run(
          (worker, piece) -> {
            together.countDown();
            awaitUnchecked(together);
          },
          3);
      assertThat(together.getCount()).isZero();
    }
  }

  private static void awaitUnchecked(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void aCrewThatIsBusyDoesNotHoldUpAnotherStream() throws Exception {
    try (RasterCrew crew = new RasterCrew(1)) {
      CountDownLatch inside = new CountDownLatch(1);
      CountDownLatch free = new CountDownLatch(1);
      Thread other =
          Thread.ofPlatform()
              .start(() ->
                  crew.run(
                      (worker, piece) -> {
                        inside.countDown();
                        awaitUnchecked(free);
                      },
                      2));
      inside.await();
      AtomicIntegerArray done = new AtomicIntegerArray(20);
      crew.run((worker, piece) -> done.incrementAndGet(piece), 20);
      for (int piece = 0; piece < 20; piece++) {
        assertThat(done.get(piece)).isEqualTo(1);
      }
      free.countDown();
      other.join();
    }
  }

  @Test
  void whatAPieceThrowsReachesTheRenderThreadAndTheNextJobRuns() {
    try (RasterCrew crew = new RasterCrew(2)) {
      assertThatThrownBy(() ->
              crew.run(
                  (worker, piece) -> {
                    if (piece == 5) {
                      throw new IllegalStateException("piece 5");
                    }
                  },
                  10))
          .hasMessage("piece 5");
      AtomicIntegerArray done = new AtomicIntegerArray(10);
      crew.run((worker, piece) -> done.incrementAndGet(piece), 10);
      assertThat(done.get(9)).isEqualTo(1);
    }
  }

  @Test
  void afterCloseNoHelperRuns() {
    new RasterCrew(3).close();
    assertThat(Thread.getAllStackTraces().keySet())
        .extracting(Thread::getName)
        .doesNotContain("oriel-raster-1", "oriel-raster-2", "oriel-raster-3");
  }

  @Test
  void oneCoreStaysFree() {
    assertThat(RasterCrew.fittingHelpers(1)).isZero();
    assertThat(RasterCrew.fittingHelpers(2)).isZero();
    assertThat(RasterCrew.fittingHelpers(3)).isEqualTo(1);
    assertThat(RasterCrew.fittingHelpers(16)).isEqualTo(14);
  }
}
