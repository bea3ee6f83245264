package io.oriel.aov.segmentation;

import io.oriel.aov.rows.RowKernel;
import io.oriel.runtime.benchmarks.ConversionBenchmark;
import io.oriel.runtime.benchmarks.Frames;
import org.openjdk.jmh.annotations.Setup;

/** Ids. */
public class SegmentationBenchmark extends ConversionBenchmark {
  @Setup
  public void setUp() {
    RowKernel vector = new VectorIdKernel();
    RowKernel scalar = new ScalarIdKernel();
    convert(Frames.noise(4), vector, scalar);
  }
}
