package io.oriel.renderer.preview;

/** The vertex stage in plain Java. */
final class ScalarPointKernel implements PointKernel {
  @Override
  public void project(Points points, int from, int to, float[] m, Projected into) {
    for (int i = from; i < to; i++) {
      float x = points.x[i];
      float y = points.y[i];
      float z = points.z[i];
      float w = x * m[3] + y * m[7] + z * m[11] + m[15];
      float inverseW = 1f / w;
      float screenX = (x * m[0] + y * m[4] + z * m[8] + m[12]) * inverseW;
      float screenY = (x * m[1] + y * m[5] + z * m[9] + m[13]) * inverseW;
      float depth = (x * m[2] + y * m[6] + z * m[10] + m[14]) * inverseW;
      // Written so that a NaN anywhere fails.
      boolean inside =
          w > 0f
              && depth >= 0f
              && depth <= 1f
              && Math.abs(screenX) < GUARD
              && Math.abs(screenY) < GUARD;
      into.x[i] = inside ? Float.floatToRawIntBits(screenX + ROUND) - ROUND_BITS : OUTSIDE;
      into.y[i] = Float.floatToRawIntBits(screenY + ROUND) - ROUND_BITS;
      into.depth[i] = depth;
      into.inverseW[i] = inverseW;
    }
  }

  @Override
  public void turn(Points normals, int from, int to, float[] m, Points into) {
    for (int i = from; i < to; i++) {
      float x = normals.x[i];
      float y = normals.y[i];
      float z = normals.z[i];
      float tx = x * m[0] + y * m[3] + z * m[6];
      float ty = x * m[1] + y * m[4] + z * m[7];
      float tz = x * m[2] + y * m[5] + z * m[8];
      float scale = 1f / (float) Math.sqrt(Math.max(tx * tx + ty * ty + tz * tz, Float.MIN_NORMAL));
      into.x[i] = tx * scale;
      into.y[i] = ty * scale;
      into.z[i] = tz * scale;
    }
  }
}
