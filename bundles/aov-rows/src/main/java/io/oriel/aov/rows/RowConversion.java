package io.oriel.aov.rows;

import io.oriel.api.aov.AovData;
import io.oriel.api.aov.Conversion;
import io.oriel.api.aov.HostTensor;
import io.oriel.api.aov.TensorLayout;
import io.oriel.api.error.ErrorCode;
import io.oriel.api.error.OrielException;
import io.oriel.api.image.HostImage;
import io.oriel.api.image.Image;
import io.oriel.api.image.Plane;
import java.lang.foreign.MemorySegment;

/** Hands the rows of a picture to a kernel, from the top. */
public final class RowConversion implements Conversion {
  private final RowKernel kernel;

  public RowConversion(RowKernel kernel) {
    this.kernel = kernel;
  }

  @Override
  public void convert(AovData in, Image out) throws OrielException {
    if (!(in.image() instanceof HostTensor source) || !(out instanceof HostImage target)) {
      throw new OrielException(ErrorCode.CONVERSION_FAILED, "picture is not in host memory");
    }
    TensorLayout layout = source.layout();
    Plane plane = target.spec().plane(0);
    MemorySegment from = source.segment();
    MemorySegment to = target.segment();
    for (int row = 0; row < layout.height(); row++) {
      long inAt = (long) row * layout.pitchBytes();
      long outAt = plane.offsetBytes() + (long) row * plane.pitchBytes();
      kernel.convert(from, inAt, to, outAt, layout.width());
    }
  }

  @Override
  public void close() {
    // Owns nothing.
  }
}
