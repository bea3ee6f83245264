package io.oriel.aov.color;

import io.oriel.aov.rows.RowKernel;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/** Linear bytes, 255 being 1, through a table. */
final class ByteKernel implements RowKernel {
  private static final ValueLayout.OfInt WORD =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private static final int VALUES = 1 << Byte.SIZE;

  // By the linear byte, each at its place in the pixel.
  private final int[] reds = new int[VALUES];
  private final int[] greens = new int[VALUES];
  private final int[] blues = new int[VALUES];
  private final int channels;

  ByteKernel(DisplayCurve curve, int channels) {
    for (int value = 0; value < VALUES; value++) {
      int code = curve.code(value / 255f);
      reds[value] = 0xFF000000 | code << 16;
      greens[value] = code << 8;
      blues[value] = code;
    }
    this.channels = channels;
  }

  @Override
  public void convert(MemorySegment in, long inAt, MemorySegment out, long outAt, int pixels) {
    if (channels == 4) {
      for (int i = 0; i < pixels; i++) {
        int word = in.get(WORD, inAt + i * 4L);
        out.set(WORD, outAt + i * 4L, pixel(word, word >>> 8, word >>> 16));
      }
    } else {
      for (int i = 0; i < pixels; i++) {
        long at = inAt + i * 3L;
        int red = in.get(ValueLayout.JAVA_BYTE, at);
        int green = in.get(ValueLayout.JAVA_BYTE, at + 1);
        int blue = in.get(ValueLayout.JAVA_BYTE, at + 2);
        out.set(WORD, outAt + i * 4L, pixel(red, green, blue));
      }
    }
  }

  /** The lowest bytes through the table. */
  private int pixel(int red, int green, int blue) {
    return reds[red & 0xff] | greens[green & 0xff] | blues[blue & 0xff];
  }
}
