package io.oriel.stage.usd;

/** Normals that nobody authored, and authored ones made unit length. */
final class Normals {
  private Normals() {}

  /** Twice the area vector of a polygon, by Newell's method; right for any flat or bent face. */
  static void newell(float[] points, int[] indices, int first, int count, double[] normal) {
    double nx = 0;
    double ny = 0;
    double nz = 0;
    int a = indices[first + count - 1] * 3;
    for (int corner = first; corner < first + count; corner++) {
      int b = indices[corner] * 3;
      nx += ((double) points[a + 1] - points[b + 1]) * ((double) points[a + 2] + points[b + 2]);
      ny += ((double) points[a + 2] - points[b + 2]) * ((double) points[a] + points[b]);
      nz += ((double) points[a] - points[b]) * ((double) points[a + 1] + points[b + 1]);
      a = b;
    }
    normal[0] = nx;
    normal[1] = ny;
    normal[2] = nz;
  }

  /** One normal a point: the sum of the triangles around it, each by its area. */
  static float[] smooth(float[] points, int[] triangles) {
    double[] sums = new double[points.length];
    double[] normal = new double[3];
    for (int first = 0; first < triangles.length; first += 3) {
      newell(points, triangles, first, 3, normal);
      for (int corner = first; corner < first + 3; corner++) {
        for (int k = 0; k < 3; k++) {
          sums[triangles[corner] * 3 + k] += normal[k];
        }
      }
    }
    float[] normals = new float[points.length];
    for (int k = 0; k < normals.length; k++) {
      normals[k] = (float) sums[k];
    }
    return unit(normals, sums);
  }

  /** The same directions with length one; what has none points up. */
  static float[] unit(float[] normals) {
    double[] values = new double[normals.length];
    for (int k = 0; k < values.length; k++) {
      values[k] = normals[k];
    }
    return unit(new float[normals.length], values);
  }

  private static float[] unit(float[] into, double[] values) {
    for (int k = 0; k < into.length; k += 3) {
      double length =
          Math.sqrt(
              values[k] * values[k]
                  + values[k + 1] * values[k + 1]
                  + values[k + 2] * values[k + 2]);
      boolean direction = length > 0 && Double.isFinite(length);
      for (int axis = 0; axis < 3; axis++) {
        float missing = axis == 2 ? 1 : 0;
        into[k + axis] = direction ? (float) (values[k + axis] / length) : missing;
      }
    }
    return into;
  }
}
