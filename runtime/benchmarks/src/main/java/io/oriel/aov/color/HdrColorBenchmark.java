package io.oriel.aov.color;

import io.oriel.aov.rows.RowKernel;
import io.oriel.api.aov.ElementType;
import io.oriel.runtime.benchmarks.ConversionBenchmark;
import io.oriel.runtime.benchmarks.Frames;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** HdrColor with the curve of ACES, the dearest. */
public class HdrColorBenchmark extends ConversionBenchmark {
  @Param({"F16", "F32"})
  private ElementType type;

  @Setup
  public void setUp() {
    DisplayCurve curve = DisplayCurve.aces(0);
    boolean half = type == ElementType.F16;
    RowKernel vector = half ? new HalfKernel(curve, 4) : new VectorFloatKernel(curve, 4);
    RowKernel scalar = half ? vector : new ScalarFloatKernel(curve, 4);
    convert(Frames.numbers(type, 4), vector, scalar);
  }
}
