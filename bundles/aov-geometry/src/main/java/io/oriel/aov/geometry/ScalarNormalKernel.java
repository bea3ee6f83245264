package io.oriel.aov.geometry;

import io.oriel.aov.rows.RowKernel;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/** The reference. */
final class ScalarNormalKernel implements RowKernel {
  private static final ValueLayout.OfFloat COMPONENT =
      ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfInt WORD =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private final long pixelBytes;

  ScalarNormalKernel(int channels) {
    this.pixelBytes = (long) channels * Float.BYTES;
  }

  @Override
  public void convert(MemorySegment in, long inAt, MemorySegment out, long outAt, int pixels) {
    for (int i = 0; i < pixels; i++) {
      long at = inAt + i * pixelBytes;
      float x = in.get(COMPONENT, at);
      float y = in.get(COMPONENT, at + 4);
      float z = in.get(COMPONENT, at + 8);
      out.set(WORD, outAt + i * 4L, NormalColor.of(x, y, z));
    }
  }
}
