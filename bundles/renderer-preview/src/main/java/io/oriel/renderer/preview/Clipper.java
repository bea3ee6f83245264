package io.oriel.renderer.preview;

/**
 * Cuts a triangle to the part of space that the tiles can draw: between near and far plane and
 * within the range of fixed point (Sutherland and Hodgman, "Reentrant Polygon Clipping", 1974, in
 * homogeneous coordinates). Used by one thread.
 */
final class Clipper {
  /** A triangle cut by six planes has at most this many corners. */
  static final int MAX_CORNERS = 9;

  // Layout of a corner: clip coordinates, then its barycentric weights in the triangle.
  private static final int X = 0;
  private static final int Y = 1;
  private static final int Z = 2;
  private static final int W = 3;
  private static final int WEIGHTS = 4;
  private static final int STRIDE = 7;
  private static final int PLANES = 6;
  // A little inside, so that a cut corner is within the range in spite of rounding.
  private static final double LIMIT = PointKernel.GUARD * 0.999;

  private double[] current = new double[MAX_CORNERS * STRIDE];
  private double[] next = new double[MAX_CORNERS * STRIDE];
  private int count;

  final int[] x = new int[MAX_CORNERS];
  final int[] y = new int[MAX_CORNERS];
  final float[] depth = new float[MAX_CORNERS];
  final float[] inverseW = new float[MAX_CORNERS];

  /**
   * Cuts the triangle of three points.
   *
   * @return corners left, 0 if nothing is, -1 if a coordinate is not a finite number
   */
  int clip(Points points, int a, int b, int c, float[] matrix) {
    boolean finite = corner(points, a, matrix, 0) & corner(points, b, matrix, 1);
    finite &= corner(points, c, matrix, 2);
    if (!finite) {
      return -1;
    }
    count = 3;
    for (int plane = 0; plane < PLANES && count > 0; plane++) {
      cut(plane);
    }
    for (int i = 0; i < count; i++) {
      project(i);
    }
    return count < 3 ? 0 : count;
  }

  /** The value at a corner of what is left, from those at the corners of the triangle. */
  float interpolate(int corner, float v0, float v1, float v2) {
    int at = corner * STRIDE + WEIGHTS;
    return (float) (v0 * current[at] + v1 * current[at + 1] + v2 * current[at + 2]);
  }

  private boolean corner(Points p, int point, float[] m, int corner) {
    double px = p.x[point];
    double py = p.y[point];
    double pz = p.z[point];
    int at = corner * STRIDE;
    boolean finite = true;
    for (int k = 0; k < 4; k++) {
      double value = px * m[k] + py * m[4 + k] + pz * m[8 + k] + m[12 + k];
      current[at + k] = value;
      finite &= Double.isFinite(value);
    }
    for (int k = 0; k < 3; k++) {
      current[at + WEIGHTS + k] = k == corner ? 1 : 0;
    }
    return finite;
  }

  /** Not negative on the side that is kept. */
  private static double distance(double[] corners, int at, int plane) {
    double w = corners[at + W];
    return switch (plane) {
      case 0 -> w - corners[at + Z];
      case 1 -> corners[at + Z];
      case 2 -> LIMIT * w - corners[at + X];
      case 3 -> LIMIT * w + corners[at + X];
      case 4 -> LIMIT * w - corners[at + Y];
      default -> LIMIT * w + corners[at + Y];
    };
  }

  private void cut(int plane) {
    int kept = 0;
    for (int i = 0; i < count; i++) {
      int from = i * STRIDE;
      int to = (i + 1) % count * STRIDE;
      double d0 = distance(current, from, plane);
      double d1 = distance(current, to, plane);
      if (d0 >= 0) {
        System.arraycopy(current, from, next, kept++ * STRIDE, STRIDE);
      }
      if (d0 >= 0 != d1 >= 0) {
        double t = d0 / (d0 - d1);
        int at = kept++ * STRIDE;
        for (int k = 0; k < STRIDE; k++) {
          next[at + k] = current[from + k] + t * (current[to + k] - current[from + k]);
        }
      }
    }
    count = kept;
    double[] swap = current;
    current = next;
    next = swap;
  }

  private void project(int corner) {
    int at = corner * STRIDE;
    double w = Math.max(current[at + W], Float.MIN_NORMAL);
    x[corner] = (int) Math.rint(clamp(current[at + X] / w));
    y[corner] = (int) Math.rint(clamp(current[at + Y] / w));
    depth[corner] = (float) Math.clamp(current[at + Z] / w, 0, 1);
    inverseW[corner] = (float) (1 / w);
  }

  private static double clamp(double position) {
    return Math.clamp(position, -PointKernel.GUARD, PointKernel.GUARD);
  }
}
