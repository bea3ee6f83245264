package io.oriel.renderer.preview;

/**
 * A linear colour in an int: 10 bits each of the fourth roots of red, green and blue, the lowest
 * bits red. The root spends the bits where the eye does, the error is below a quarter of a step of
 * 8-bit sRGB, and light is put on in the same scale.
 */
final class Albedo {
  static final int MASK = 1023;
  static final int GREEN_SHIFT = 10;
  static final int BLUE_SHIFT = 20;
  static final float SCALE = 1f / MASK;

  /** The normal differs from corner to corner. */
  static final int SMOOTH = 1 << 30;

  /** The colour differs from corner to corner and is in {@link TriangleRecords#colorPlanes}. */
  static final int VARYING = 1 << 31;

  private Albedo() {}

  static int pack(float red, float green, float blue) {
    return code(red) | code(green) << GREEN_SHIFT | code(blue) << BLUE_SHIFT;
  }

  private static int code(float linear) {
    return Math.round(root(linear) * MASK);
  }

  /** Fourth root of a value brought into 0 to 1; a NaN becomes black. */
  static float root(float linear) {
    float clamped = linear > 0 ? Math.min(linear, 1f) : 0f;
    return (float) Math.sqrt((float) Math.sqrt(clamped));
  }

  /** Fourth root of the red. */
  static float red(int packed) {
    return (packed & MASK) * SCALE;
  }

  static float green(int packed) {
    return (packed >> GREEN_SHIFT & MASK) * SCALE;
  }

  static float blue(int packed) {
    return (packed >> BLUE_SHIFT & MASK) * SCALE;
  }
}
