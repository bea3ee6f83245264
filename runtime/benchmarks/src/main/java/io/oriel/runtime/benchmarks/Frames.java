package io.oriel.runtime.benchmarks;

import io.oriel.api.aov.ElementType;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Random;

/** Pictures of the size that most streams have. */
public final class Frames {
  public static final int WIDTH = 1920;
  public static final int HEIGHT = 1080;
  private static final int ALIGNMENT = 64;
  private static final int SEED = 7;

  private Frames() {}

  /** A picture of noise, the same each time, never freed. */
  public static MemorySegment noise(int bytesPerPixel) {
    MemorySegment picture =
        Arena.global().allocate((long) WIDTH * HEIGHT * bytesPerPixel, ALIGNMENT);
    Random random = new Random(SEED);
    for (long at = 0; at < picture.byteSize(); at += Long.BYTES) {
      picture.set(ValueLayout.JAVA_LONG, at, random.nextLong());
    }
    return picture;
  }

  /**
   * Numbers of all sizes that light and distances have, the same each time, never freed.
   *
   * @param type f16 or f32
   */
  public static MemorySegment numbers(ElementType type, int channels) {
    MemorySegment picture =
        Arena.global().allocate((long) WIDTH * HEIGHT * channels * type.bytes(), ALIGNMENT);
    Random random = new Random(SEED);
    for (long at = 0; at < picture.byteSize(); at += type.bytes()) {
      float number = Math.scalb(1 + random.nextFloat(), random.nextInt(12) - 8);
      if (type == ElementType.F16) {
        picture.set(ValueLayout.JAVA_SHORT, at, Float.floatToFloat16(number));
      } else {
        picture.set(ValueLayout.JAVA_FLOAT, at, number);
      }
    }
    return picture;
  }
}
