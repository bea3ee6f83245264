package io.oriel.aov.color;

import io.oriel.aov.rows.RowKernel;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/** Linear halfs through a table. No vector reads a table as fast as plain code does. */
final class HalfKernel implements RowKernel {
  private static final ValueLayout.OfShort CHANNEL =
      ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfInt WORD =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private final byte[] codes;
  private final long pixelBytes;

  HalfKernel(DisplayCurve curve, int channels) {
    this.codes = curve.codesOfHalfs();
    this.pixelBytes = (long) channels * Short.BYTES;
  }

  @Override
  public void convert(MemorySegment in, long inAt, MemorySegment out, long outAt, int pixels) {
    for (int i = 0; i < pixels; i++) {
      long at = inAt + i * pixelBytes;
      int red = codes[in.get(CHANNEL, at) & 0xffff] & 0xff;
      int green = codes[in.get(CHANNEL, at + 2) & 0xffff] & 0xff;
      int blue = codes[in.get(CHANNEL, at + 4) & 0xffff] & 0xff;
      out.set(WORD, outAt + i * 4L, 0xFF000000 | red << 16 | green << 8 | blue);
    }
  }
}
