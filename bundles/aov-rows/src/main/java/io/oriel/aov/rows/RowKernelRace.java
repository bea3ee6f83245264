package io.oriel.aov.rows;

import java.lang.foreign.MemorySegment;

/**
 * Starts with the plain kernel and changes to the vector kernel for good once that is faster:
 * vector code is thousands of times slower than plain code until the compiler has been through it,
 * which takes longer than a first picture may. Meanwhile it gets a row now and then, and a quarter
 * of the time at most. Both write the same picture. Used by one thread at a time.
 */
final class RowKernelRace implements RowKernel {
  private static final int ROWS_A_TRIAL = 32;
  private static final int PLAIN_SHARE = 3;
  private static final int WINS = 16;

  /**
   * Some ten seconds of pictures. In a JVM that does not compile vectors the plain kernel stays.
   */
  private static final int MAX_ROWS = 524_288;

  private final RowKernel plain;
  private final RowKernel vector;
  private boolean decided;
  private RowKernel current;
  private int rows;
  private int rowsSinceTrial;
  private int wins;
  private long plainNanos;
  private long plainNanosSinceTrial;
  private long vectorNanos;

  RowKernelRace(RowKernel plain, RowKernel vector) {
    this.plain = plain;
    this.vector = vector;
    this.current = plain;
  }

  @Override
  public void convert(MemorySegment in, long inAt, MemorySegment out, long outAt, int pixels) {
    if (decided) {
      current.convert(in, inAt, out, outAt, pixels);
      return;
    }
    boolean trial =
        ++rowsSinceTrial >= ROWS_A_TRIAL && plainNanosSinceTrial >= vectorNanos * PLAIN_SHARE;
    long began = System.nanoTime();
    (trial ? vector : plain).convert(in, inAt, out, outAt, pixels);
    long nanos = System.nanoTime() - began;
    if (trial) {
      judge(nanos);
    } else {
      plainNanos = nanos;
      plainNanosSinceTrial += nanos;
    }
    decided = wins == WINS || ++rows == MAX_ROWS;
  }

  private void judge(long nanos) {
    vectorNanos = nanos;
    rowsSinceTrial = 0;
    plainNanosSinceTrial = 0;
    wins = nanos < plainNanos ? wins + 1 : 0;
    if (wins == WINS) {
      current = vector;
    }
  }
}
