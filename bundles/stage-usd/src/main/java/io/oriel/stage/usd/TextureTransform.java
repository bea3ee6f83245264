package io.oriel.stage.usd;

import io.oriel.api.stage.Primvar;

/**
 * Where texture coordinates are moved, as {@code UsdTransform2d} says.
 *
 * @param matrix the two rows of the linear part, for column vectors, then the offset
 */
record TextureTransform(double[] matrix) {
  /** The coordinates after it; what is no number is zero. */
  Primvar applied(Primvar coordinates) {
    float[] values = coordinates.values().clone();
    for (int at = 0; at < values.length; at += 2) {
      double s = values[at];
      double t = values[at + 1];
      values[at] = finite(matrix[0] * s + matrix[1] * t + matrix[4]);
      values[at + 1] = finite(matrix[2] * s + matrix[3] * t + matrix[5]);
    }
    return new Primvar(coordinates.interpolation(), values);
  }

  private static float finite(double value) {
    float shown = (float) value;
    return Float.isFinite(shown) ? shown : 0;
  }
}
