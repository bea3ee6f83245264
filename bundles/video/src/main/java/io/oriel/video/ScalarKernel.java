package io.oriel.video;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/** The reference: one pixel at a time, on every machine. */
final class ScalarKernel implements RowKernel {
  private static final ValueLayout.OfInt PIXEL =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  @Override
  public void luma(MemorySegment from, long row, MemorySegment to, long luma, int width) {
    for (int x = 0; x < width; x++) {
      to.set(JAVA_BYTE, luma + x, (byte) Bt709.luma(from.get(PIXEL, row + 4L * x)));
    }
  }

  @Override
  public void chromaPairs(
      MemorySegment from, long upper, long lower, MemorySegment to, long chroma, int width) {
    for (int x = 0; x < width; x += 2) {
      int chromaOfFour = chroma(from, upper + 4L * x, lower + 4L * x);
      to.set(JAVA_BYTE, chroma + x, (byte) chromaOfFour);
      to.set(JAVA_BYTE, chroma + x + 1, (byte) (chromaOfFour >>> 8));
    }
  }

  @Override
  public void split(MemorySegment from, long pairs, MemorySegment to, long cb, long cr, int count) {
    for (int x = 0; x < count; x++) {
      to.set(JAVA_BYTE, cb + x, from.get(JAVA_BYTE, pairs + 2L * x));
      to.set(JAVA_BYTE, cr + x, from.get(JAVA_BYTE, pairs + 2L * x + 1));
    }
  }

  /** Cb in the low byte, Cr in the next. */
  private static int chroma(MemorySegment from, long upper, long lower) {
    int a = from.get(PIXEL, upper);
    int b = from.get(PIXEL, upper + 4);
    int c = from.get(PIXEL, lower);
    int d = from.get(PIXEL, lower + 4);
    int red = (a >>> 16 & 0xff) + (b >>> 16 & 0xff) + (c >>> 16 & 0xff) + (d >>> 16 & 0xff);
    int green = (a >>> 8 & 0xff) + (b >>> 8 & 0xff) + (c >>> 8 & 0xff) + (d >>> 8 & 0xff);
    int blue = (a & 0xff) + (b & 0xff) + (c & 0xff) + (d & 0xff);
    return Bt709.cb(red, green, blue) | Bt709.cr(red, green, blue) << 8;
  }
}
