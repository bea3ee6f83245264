package io.oriel.aov.color;

import io.oriel.aov.rows.RowKernel;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/** Three bytes to four, blue first, alpha opaque: the reference. */
final class ScalarRgbKernel implements RowKernel {
  private static final ValueLayout.OfInt WORD =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final int OPAQUE = 0xFF000000;

  @Override
  public void convert(MemorySegment in, long inAt, MemorySegment out, long outAt, int pixels) {
    for (int i = 0; i < pixels; i++) {
      long at = inAt + i * 3L;
      int red = in.get(ValueLayout.JAVA_BYTE, at) & 255;
      int green = in.get(ValueLayout.JAVA_BYTE, at + 1) & 255;
      int blue = in.get(ValueLayout.JAVA_BYTE, at + 2) & 255;
      out.set(WORD, outAt + i * 4L, OPAQUE | red << 16 | green << 8 | blue);
    }
  }
}
