package io.oriel.aov.geometry;

import io.oriel.aov.rows.RowKernel;
import io.oriel.api.aov.ElementType;
import io.oriel.runtime.benchmarks.ConversionBenchmark;
import io.oriel.runtime.benchmarks.Frames;
import org.openjdk.jmh.annotations.Setup;

/** Normals. */
public class NormalBenchmark extends ConversionBenchmark {
  @Setup
  public void setUp() {
    RowKernel vector = new VectorNormalKernel(4);
    RowKernel scalar = new ScalarNormalKernel(4);
    convert(Frames.numbers(ElementType.F32, 4), vector, scalar);
  }
}
