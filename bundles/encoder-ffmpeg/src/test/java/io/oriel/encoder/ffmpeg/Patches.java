package io.oriel.encoder.ffmpeg;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import io.oriel.api.image.HostImage;
import io.oriel.api.image.ImageSpec;
import io.oriel.api.image.PixelFormat;
import io.oriel.api.image.Plane;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * A picture of eight columns, the 100 % colour bars in BT.709 limited range, with a moving mark.
 */
final class Patches {
  static final int[][] BARS = {
    {235, 128, 128}, {219, 16, 138}, {188, 154, 16}, {173, 42, 26},
    {78, 214, 230}, {63, 102, 240}, {32, 240, 118}, {16, 128, 128}
  };

  private Patches() {}

  static HostImage blank(Arena arena, ImageSpec spec) {
    return new HostImage(spec, arena.allocate(spec.sizeBytes(), ImageSpec.ROW_ALIGNMENT_BYTES));
  }

  static void paint(HostImage image, int frame) {
    int width = image.spec().width();
    int height = image.spec().height();
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        boolean mark = y < height / 8 && (x + 4 * frame) / 16 % 2 == 0;
        int[] bar = BARS[x * 8 / width];
        set(image, 0, x, y, mark ? 200 : bar[0]);
        if (x % 2 == 0 && y % 2 == 0) {
          boolean planes = image.spec().format() == PixelFormat.I420;
          set(image, 1, planes ? x / 2 : x, y / 2, bar[1]);
          set(image, planes ? 2 : 1, planes ? x / 2 : x + 1, y / 2, bar[2]);
        }
      }
    }
  }

  static int bar(int index, int component) {
    return BARS[index][component];
  }

  private static void set(HostImage image, int plane, int column, int row, int value) {
    Plane shape = image.spec().plane(plane);
    MemorySegment bytes = image.segment();
    bytes.set(
        JAVA_BYTE, shape.offsetBytes() + (long) row * shape.pitchBytes() + column, (byte) value);
  }
}
