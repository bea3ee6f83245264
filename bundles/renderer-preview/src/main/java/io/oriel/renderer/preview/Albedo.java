package io.oriel.renderer.preview;

/**
 * A linear colour in an int: 10 bits each of the square roots of red, green and blue, the lowest
 * bits red. The square root spends the bits where the eye does; the error is below a quarter of a
 * step of 8-bit sRGB.
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
    return root(red) | root(green) << GREEN_SHIFT | root(blue) << BLUE_SHIFT;
  }

  private static int root(float linear) {
    // A NaN becomes black.
    float clamped = linear > 0 ? Math.min(linear, 1f) : 0f;
    return Math.round((float) Math.sqrt(clamped) * MASK);
  }
}
