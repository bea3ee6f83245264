package io.oriel.aov.geometry;

/**
 * The colour of a normal: each component from -1 to 1 becomes 0 to 255, rounded to the nearest,
 * half to even; x is red, y green, z blue. What has no normal, all three zero or one not a number,
 * is black.
 */
final class NormalColor {
  static final float SCALE = 127.5f;

  /** Adding it to a float from 0 to 2^22 rounds to a whole number in the lowest bits. */
  static final float ROUND = 8_388_608f;

  static final int OPAQUE = 0xFF000000;

  private NormalColor() {}

  /** A BGRA word. The vector kernel calculates like this. */
  static int of(float x, float y, float z) {
    boolean none = x == 0 && y == 0 && z == 0;
    if (none || Float.isNaN(x) || Float.isNaN(y) || Float.isNaN(z)) {
      return OPAQUE;
    }
    return OPAQUE | code(x) << 16 | code(y) << 8 | code(z);
  }

  private static int code(float component) {
    float unclamped = Math.fma(component, SCALE, SCALE);
    float atLeast = unclamped > 0f ? unclamped : 0f;
    float clamped = atLeast < 255f ? atLeast : 255f;
    return Float.floatToRawIntBits(clamped + ROUND) & 0xff;
  }
}
