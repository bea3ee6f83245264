package io.oriel.aov.color;

import io.oriel.aov.rows.RowKernel;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/** Swaps red and blue and keeps alpha: the reference. */
final class ScalarRgbaKernel implements RowKernel {
  private static final ValueLayout.OfInt WORD =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  @Override
  public void convert(MemorySegment in, long inAt, MemorySegment out, long outAt, int pixels) {
    for (int i = 0; i < pixels; i++) {
      int word = in.get(WORD, inAt + i * 4L);
      int redAndBlue = word & 0x00FF00FF;
      out.set(WORD, outAt + i * 4L, word & 0xFF00FF00 | redAndBlue << 16 | redAndBlue >>> 16);
    }
  }
}
