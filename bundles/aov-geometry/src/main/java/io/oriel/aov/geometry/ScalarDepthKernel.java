package io.oriel.aov.geometry;

import io.oriel.aov.rows.RowKernel;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/** The reference. */
final class ScalarDepthKernel implements RowKernel {
  private static final ValueLayout.OfInt WORD =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private final DepthFrame frame;

  ScalarDepthKernel(DepthFrame frame) {
    this.frame = frame;
  }

  @Override
  public void convert(MemorySegment in, long inAt, MemorySegment out, long outAt, int pixels) {
    for (int i = 0; i < pixels; i++) {
      out.set(WORD, outAt + i * 4L, frame.grey(in.get(WORD, inAt + i * 4L)));
    }
  }
}
