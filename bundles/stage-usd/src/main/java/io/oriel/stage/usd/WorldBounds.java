package io.oriel.stage.usd;

import io.oriel.api.geometry.Bounds;
import io.oriel.api.geometry.Vector3;

/** Grows a box around other boxes that stand somewhere in the world. */
final class WorldBounds {
  private final double[] min = {
    Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY
  };
  private final double[] max = {
    Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY
  };

  /** The box around points. */
  static Bounds of(float[] points) {
    WorldBounds box = new WorldBounds();
    for (int at = 0; at + 2 < points.length; at += 3) {
      box.include(points[at], points[at + 1], points[at + 2]);
    }
    return box.bounds();
  }

  /** Takes in all eight corners of a box after a transform. */
  void include(Bounds box, double[] m, int at) {
    if (box.isEmpty()) {
      return;
    }
    for (int corner = 0; corner < 8; corner++) {
      double x = (corner & 1) == 0 ? box.min().x() : box.max().x();
      double y = (corner & 2) == 0 ? box.min().y() : box.max().y();
      double z = (corner & 4) == 0 ? box.min().z() : box.max().z();
      include(
          x * m[at] + y * m[at + 4] + z * m[at + 8] + m[at + 12],
          x * m[at + 1] + y * m[at + 5] + z * m[at + 9] + m[at + 13],
          x * m[at + 2] + y * m[at + 6] + z * m[at + 10] + m[at + 14]);
    }
  }

  Bounds bounds() {
    Bounds box =
        new Bounds(new Vector3(min[0], min[1], min[2]), new Vector3(max[0], max[1], max[2]));
    return box.isEmpty() ? Bounds.EMPTY : box;
  }

  private void include(double x, double y, double z) {
    min[0] = Math.min(min[0], x);
    min[1] = Math.min(min[1], y);
    min[2] = Math.min(min[2], z);
    max[0] = Math.max(max[0], x);
    max[1] = Math.max(max[1], y);
    max[2] = Math.max(max[2], z);
  }
}
