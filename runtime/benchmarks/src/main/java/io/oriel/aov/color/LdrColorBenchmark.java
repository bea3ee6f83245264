package io.oriel.aov.color;

import io.oriel.aov.rows.RowKernel;
import io.oriel.runtime.benchmarks.ConversionBenchmark;
import io.oriel.runtime.benchmarks.Frames;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** LdrColor. */
public class LdrColorBenchmark extends ConversionBenchmark {
  @Param({"4", "3"})
  private int channels;

  @Setup
  public void setUp() {
    RowKernel vector = channels == 4 ? new VectorRgbaKernel() : new VectorRgbKernel();
    RowKernel scalar = channels == 4 ? new ScalarRgbaKernel() : new ScalarRgbKernel();
    convert(Frames.noise(channels), vector, scalar);
  }
}
