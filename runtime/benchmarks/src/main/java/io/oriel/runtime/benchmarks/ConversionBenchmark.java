package io.oriel.runtime.benchmarks;

import io.oriel.aov.rows.RowKernel;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * A picture to BGRA8; the peer is a copy of the picture before or after, the larger of the two. Of
 * inputs that only have one form both kernels are the same.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public abstract class ConversionBenchmark {
  private static final int ALIGNMENT = 64;
  private static final int OUT_BYTES = 4;

  private final MemorySegment to = Frames.noise(OUT_BYTES);
  private MemorySegment from;
  private MemorySegment larger;
  private MemorySegment copy;
  private RowKernel vector;
  private RowKernel scalar;

  /** Says what is converted; to be called from the set-up. */
  protected final void convert(MemorySegment picture, RowKernel byVectors, RowKernel plainly) {
    from = picture;
    larger = from.byteSize() > to.byteSize() ? from : to;
    copy = Arena.global().allocate(larger.byteSize(), ALIGNMENT);
    vector = byVectors;
    scalar = plainly;
  }

  @Benchmark
  public void vector() {
    run(vector);
  }

  @Benchmark
  public void scalar() {
    run(scalar);
  }

  @Benchmark
  public void peerCopy() {
    copy.copyFrom(larger);
  }

  private void run(RowKernel kernel) {
    long pitch = from.byteSize() / Frames.HEIGHT;
    for (int row = 0; row < Frames.HEIGHT; row++) {
      kernel.convert(from, row * pitch, to, (long) row * OUT_BYTES * Frames.WIDTH, Frames.WIDTH);
    }
  }
}
