package io.oriel.aov.geometry;

import io.oriel.aov.rows.RowKernel;
import io.oriel.api.aov.ElementType;
import io.oriel.runtime.benchmarks.ConversionBenchmark;
import io.oriel.runtime.benchmarks.Frames;
import org.openjdk.jmh.annotations.Setup;

/** A frame of distances. */
public class DepthBenchmark extends ConversionBenchmark {
  @Setup
  public void setUp() {
    DepthRange range = new DepthRange();
    range.restart(8, 1.0 / 16);
    DepthFrame frame = new DepthFrame();
    frame.begin(range);
    RowKernel vector = new VectorDepthKernel(frame);
    RowKernel scalar = new ScalarDepthKernel(frame);
    convert(Frames.numbers(ElementType.F32, 1), vector, scalar);
  }
}
