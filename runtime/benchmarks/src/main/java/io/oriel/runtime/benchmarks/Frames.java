package io.oriel.runtime.benchmarks;

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
}
