package io.oriel.aov.color;

import io.oriel.runtime.benchmarks.Frames;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** LdrColor to BGRA8; the peer is a copy of the same bytes, which no conversion can beat. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class LdrColorBenchmark {
  private final MemorySegment from = Frames.noise(4);
  private final MemorySegment to = Frames.noise(4);
  private final RowKernel vector = new VectorRowKernel();
  private final RowKernel scalar = new ScalarRowKernel();

  @Benchmark
  public void vector() {
    convert(vector);
  }

  @Benchmark
  public void scalar() {
    convert(scalar);
  }

  @Benchmark
  public void peerCopy() {
    to.copyFrom(from);
  }

  private void convert(RowKernel kernel) {
    for (int row = 0; row < Frames.HEIGHT; row++) {
      long at = row * 4L * Frames.WIDTH;
      kernel.fromRgba(from, at, to, at, Frames.WIDTH);
    }
  }
}
