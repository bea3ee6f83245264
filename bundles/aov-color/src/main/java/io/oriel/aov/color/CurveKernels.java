package io.oriel.aov.color;

import io.oriel.aov.rows.RowKernel;
import io.oriel.aov.rows.RowKernels;
import io.oriel.api.aov.TensorLayout;

/** The kernels that bring linear colour to the display. */
final class CurveKernels {
  private CurveKernels() {}

  /** The kernel for pictures like this one. */
  static RowKernel of(DisplayCurve curve, TensorLayout in) {
    int channels = in.channels();
    return switch (in.type()) {
      case U8 -> new ByteKernel(curve, channels);
      case F16 -> new HalfKernel(curve, channels);
      case F32 ->
          RowKernels.fastest(
              new ScalarFloatKernel(curve, channels), () -> new VectorFloatKernel(curve, channels));
      case U32 -> throw new IllegalArgumentException("colour in whole numbers of 32 bits");
    };
  }
}
