package io.oriel.renderer.preview;

/** Points as the camera sees them. */
final class Projected {
  /** Subpixels from the left edge, or {@link PointKernel#OUTSIDE}. */
  final int[] x;

  /** Subpixels from the top edge. */
  final int[] y;

  /** Reversed depth: 1 at the near plane, 0 at the far plane. */
  final float[] depth;

  /** One over w. */
  final float[] inverseW;

  Projected(int capacity) {
    int padded = Points.aligned(capacity);
    x = new int[padded];
    y = new int[padded];
    depth = new float[padded];
    inverseW = new float[padded];
  }
}
