package io.oriel.aov.color;

import java.lang.foreign.MemorySegment;

/**
 * Starts with the plain kernel and changes to the vector kernel for good once that is faster:
 * vector code is a hundred times slower than plain code until the compiler has been through it,
 * which takes longer than a first picture may. Meanwhile it gets a row now and then. Both write the
 * same bytes. Used by one thread at a time.
 */
final class RowKernelRace implements RowKernel {
  private static final int ROWS_A_TRIAL = 32;
  private static final int WINS = 16;

  /**
   * Some ten seconds of pictures. In a JVM that does not compile vectors the plain kernel stays.
   */
  private static final int MAX_TRIALS = 16_384;

  private final RowKernel plain;
  private final RowKernel vector;
  private boolean decided;
  private RowKernel current;
  private int rows;
  private int trials;
  private int wins;
  private long plainNanos;

  RowKernelRace(RowKernel plain, RowKernel vector) {
    this.plain = plain;
    this.vector = vector;
    this.current = plain;
  }

  @Override
  public void fromRgba(MemorySegment in, long inAt, MemorySegment out, long outAt, int pixels) {
    if (decided) {
      current.fromRgba(in, inAt, out, outAt, pixels);
      return;
    }
    boolean trial = ++rows % ROWS_A_TRIAL == 0;
    long began = System.nanoTime();
    (trial ? vector : plain).fromRgba(in, inAt, out, outAt, pixels);
    long nanos = System.nanoTime() - began;
    if (trial) {
      judge(nanos);
    } else {
      plainNanos = nanos;
    }
  }

  private void judge(long vectorNanos) {
    trials++;
    wins = vectorNanos < plainNanos ? wins + 1 : 0;
    if (wins == WINS) {
      current = vector;
    }
    decided = wins == WINS || trials == MAX_TRIALS;
  }

  @Override
  public void fromRgb(MemorySegment in, long inAt, MemorySegment out, long outAt, int pixels) {
    // Three bytes a pixel fit no lane; no renderer delivers them in bulk.
    plain.fromRgb(in, inAt, out, outAt, pixels);
  }
}
