package io.oriel.aov.color;

import io.oriel.aov.rows.RowKernel;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/**
 * Linear floats, exposed and then rounded to halfs, through a table: a half is fine enough, it
 * moves a code by a 20th of a step at most.
 */
final class ScalarFloatKernel implements RowKernel {
  private static final ValueLayout.OfFloat CHANNEL =
      ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfInt WORD =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private final byte[] codes;
  private final float gain;
  private final long pixelBytes;

  ScalarFloatKernel(DisplayCurve curve, int channels) {
    this.codes = curve.exposed().codesOfHalfs();
    this.gain = curve.gain();
    this.pixelBytes = (long) channels * Float.BYTES;
  }

  @Override
  public void convert(MemorySegment in, long inAt, MemorySegment out, long outAt, int pixels) {
    for (int i = 0; i < pixels; i++) {
      long at = inAt + i * pixelBytes;
      int red = code(in.get(CHANNEL, at));
      int green = code(in.get(CHANNEL, at + 4));
      int blue = code(in.get(CHANNEL, at + 8));
      out.set(WORD, outAt + i * 4L, 0xFF000000 | red << 16 | green << 8 | blue);
    }
  }

  private int code(float linear) {
    return codes[Float.floatToFloat16(linear * gain) & 0xffff] & 0xff;
  }
}
