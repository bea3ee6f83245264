package io.oriel.aov.color;

import io.oriel.aov.rows.RowKernel;
import io.oriel.api.aov.ElementType;
import io.oriel.runtime.benchmarks.ConversionBenchmark;
import io.oriel.runtime.benchmarks.Frames;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** DiffuseAlbedoSD. */
public class DiffuseAlbedoBenchmark extends ConversionBenchmark {
  @Param({"U8", "F16", "F32"})
  private ElementType type;

  @Setup
  public void setUp() {
    DisplayCurve curve = DisplayCurve.linear();
    RowKernel vector =
        switch (type) {
          case F16 -> new HalfKernel(curve, 4);
          case F32 -> new VectorFloatKernel(curve, 4);
          default -> new ByteKernel(curve, 4);
        };
    RowKernel scalar = type == ElementType.F32 ? new ScalarFloatKernel(curve, 4) : vector;
    convert(type == ElementType.U8 ? Frames.noise(4) : Frames.numbers(type, 4), vector, scalar);
  }
}
