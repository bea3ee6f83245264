package io.oriel.aov.color;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/** The reference, and what a JVM without the vector module uses. */
final class ScalarRowKernel implements RowKernel {
  private static final ValueLayout.OfInt WORD =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final int OPAQUE = 0xFF000000;

  @Override
  public void fromRgba(MemorySegment in, long inAt, MemorySegment out, long outAt, int pixels) {
    for (int i = 0; i < pixels; i++) {
      int word = in.get(WORD, inAt + i * 4L);
      int redAndBlue = word & 0x00FF00FF;
      out.set(WORD, outAt + i * 4L, word & 0xFF00FF00 | redAndBlue << 16 | redAndBlue >>> 16);
    }
  }

  @Override
  public void fromRgb(MemorySegment in, long inAt, MemorySegment out, long outAt, int pixels) {
    for (int i = 0; i < pixels; i++) {
      long at = inAt + i * 3L;
      int red = in.get(ValueLayout.JAVA_BYTE, at) & 255;
      int green = in.get(ValueLayout.JAVA_BYTE, at + 1) & 255;
      int blue = in.get(ValueLayout.JAVA_BYTE, at + 2) & 255;
      out.set(WORD, outAt + i * 4L, OPAQUE | red << 16 | green << 8 | blue);
    }
  }
}
