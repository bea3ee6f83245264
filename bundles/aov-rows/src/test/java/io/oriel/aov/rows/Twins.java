package io.oriel.aov.rows;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Random;

/** Compares two kernels on rows of random lengths at random places, for tests. */
public final class Twins {
  private static final long SEED = 42;
  private static final int ROUNDS = 200;
  private static final int MARGIN = 80;
  private static final byte UNTOUCHED = 0x5a;

  /** Fills a row. */
  public interface Filler {
    void fill(Random random, MemorySegment row);
  }

  private Twins() {}

  /** Both write the same bytes; else as {@link #assertClose}. */
  public static void assertSame(RowKernel plain, RowKernel vector, int pixelBytes, Filler filler) {
    assertClose(plain, vector, pixelBytes, filler, 0);
  }

  /**
   * Both write the same bytes but for some steps, nothing outside the row, and read nothing behind
   * it: the input ends there.
   */
  public static void assertClose(
      RowKernel plain, RowKernel vector, int pixelBytes, Filler filler, int steps) {
    Random random = new Random(SEED);
    for (int round = 0; round < ROUNDS; round++) {
      int pixels = random.nextInt(round % 2 == 0 ? 40 : 1100);
      int inAt = random.nextInt(MARGIN);
      int outAt = random.nextInt(MARGIN);
      try (Arena arena = Arena.ofConfined()) {
        MemorySegment in = arena.allocate(inAt + (long) pixels * pixelBytes, 64);
        filler.fill(random, in.asSlice(inAt));
        byte[] expected = converted(plain, in, inAt, outAt, pixels);
        byte[] actual = converted(vector, in, inAt, outAt, pixels);
        for (int at = 0; at < actual.length; at++) {
          boolean outside = at < outAt || at >= outAt + pixels * 4;
          int wanted = outside ? UNTOUCHED : expected[at] & 0xff;
          if (Math.abs((actual[at] & 0xff) - wanted) > (outside ? 0 : steps)) {
            assertThat(actual[at] & 0xff)
                .as("seed %d, round %d, byte %d of %d pixels", SEED, round, at, pixels)
                .isEqualTo(wanted);
          }
        }
      }
    }
  }

  private static byte[] converted(
      RowKernel kernel, MemorySegment in, int inAt, int outAt, int pixels) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment out = arena.allocate(outAt + pixels * 4L + MARGIN, 64);
      out.fill(UNTOUCHED);
      kernel.convert(in, inAt, out, outAt, pixels);
      return out.toArray(ValueLayout.JAVA_BYTE);
    }
  }

  /** Any bits at all. */
  public static void noise(Random random, MemorySegment row) {
    byte[] bytes = new byte[(int) row.byteSize()];
    random.nextBytes(bytes);
    row.copyFrom(MemorySegment.ofArray(bytes));
  }

  /** Mostly ordinary floats of either sign, and some of every strange kind. */
  public static void floats(Random random, MemorySegment row) {
    float[] strange = {
      0f,
      -0f,
      Float.NaN,
      Float.POSITIVE_INFINITY,
      Float.NEGATIVE_INFINITY,
      Float.MIN_VALUE,
      -Float.MIN_VALUE,
      Float.MIN_NORMAL,
      Float.MAX_VALUE,
      -Float.MAX_VALUE,
      1e-30f,
      1e30f
    };
    for (long at = 0; at + Float.BYTES <= row.byteSize(); at += Float.BYTES) {
      float value =
          switch (random.nextInt(8)) {
            case 0 -> strange[random.nextInt(strange.length)];
            case 1 -> Float.intBitsToFloat(random.nextInt());
            case 2 -> 0f;
            case 3 -> (float) Math.scalb(random.nextDouble(), random.nextInt(40) - 20);
            default -> random.nextFloat() * 2.4f - 1.2f;
          };
      row.set(ValueLayout.JAVA_FLOAT_UNALIGNED, at, value);
    }
  }
}
