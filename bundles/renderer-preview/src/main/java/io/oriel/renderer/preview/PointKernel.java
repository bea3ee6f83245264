package io.oriel.renderer.preview;

/**
 * The vertex stage. The scalar and the vector form give the same bits. Ranges begin at multiples of
 * {@link #ALIGNMENT} and arrays are padded to it, so whole vectors may be read and written.
 */
interface PointKernel {
  int ALIGNMENT = 16;

  /** In {@link Projected#x}: the point is outside the range where fixed point works. */
  int OUTSIDE = Integer.MIN_VALUE;

  /** Positions beyond this many subpixels from the origin are clipped. */
  float GUARD = 3_000_000f;

  /** Adding it rounds a float of magnitude below 2^22 to a whole number in its lowest bits. */
  float ROUND = 12_582_912f;

  int ROUND_BITS = Float.floatToRawIntBits(ROUND);

  /**
   * Projects points.
   *
   * @param matrix local to screen, 16 numbers for row vectors: x and y in subpixels, z reversed
   *     depth (1 near, 0 far), each times w
   */
  void project(Points points, int from, int to, float[] matrix, Projected into);

  /**
   * Turns unit normals and makes them unit length again.
   *
   * @param matrix 9 numbers for row vectors
   */
  void turn(Points normals, int from, int to, float[] matrix, Points into);
}
