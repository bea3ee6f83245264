package io.oriel.aov.rows;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.MemorySegment;
import org.junit.jupiter.api.Test;

class RowKernelRaceTest {
  private static final MemorySegment NOTHING = MemorySegment.NULL;

  /** A fake: counts its rows and takes its time for each. */
  private static final class FakeKernel implements RowKernel {
    private final long nanos;
    private int rows;

    FakeKernel(long nanos) {
      this.nanos = nanos;
    }

    @Override
    public void convert(MemorySegment in, long inAt, MemorySegment out, long outAt, int pixels) {
      rows++;
      long until = System.nanoTime() + nanos;
      while (System.nanoTime() - until < 0) {
        Thread.onSpinWait();
      }
    }
  }

  private static void draw(RowKernel kernel, int rows) {
    for (int row = 0; row < rows; row++) {
      kernel.convert(NOTHING, 0, NOTHING, 0, 1);
    }
  }

  @Test
  void vectorsTakeOverForGoodOnceTheyAreFaster() {
    FakeKernel plain = new FakeKernel(50_000);
    FakeKernel vector = new FakeKernel(0);
    RowKernel race = new RowKernelRace(plain, vector);
    draw(race, 2_000);
    int atFirst = plain.rows;
    assertThat(atFirst).as("the plain kernel draws until then").isGreaterThan(400);
    draw(race, 1_000);
    assertThat(plain.rows).isEqualTo(atFirst);
  }

  @Test
  void thePlainKernelStaysWhereVectorsAreNeverFaster() {
    FakeKernel plain = new FakeKernel(0);
    FakeKernel vector = new FakeKernel(20_000);
    RowKernel race = new RowKernelRace(plain, vector);
    draw(race, 32 * 16_384);
    int trials = vector.rows;
    draw(race, 1_000);
    assertThat(vector.rows).as("no more trials").isEqualTo(trials);
  }

  @Test
  void slowVectorsTakeAQuarterOfTheTimeAtMost() {
    FakeKernel plain = new FakeKernel(10_000);
    FakeKernel vector = new FakeKernel(2_000_000);
    RowKernel race = new RowKernelRace(plain, vector);
    long began = System.nanoTime();
    draw(race, 3_200);
    long all = System.nanoTime() - began;
    // One row is over before its time is known.
    assertThat(vector.rows * 2_000_000L).isBetween(2_000_000L, all / 4 + 2_000_000L);
    assertThat(vector.rows).isLessThan(3_200 / 32);
  }
}
