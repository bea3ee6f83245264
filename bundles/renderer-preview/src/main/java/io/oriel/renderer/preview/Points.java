package io.oriel.renderer.preview;

/** Places or directions, an array a coordinate, padded to {@link PointKernel#ALIGNMENT}. */
final class Points {
  final float[] x;
  final float[] y;
  final float[] z;

  Points(int capacity) {
    int padded = aligned(capacity);
    x = new float[padded];
    y = new float[padded];
    z = new float[padded];
  }

  static int aligned(int count) {
    return (count + PointKernel.ALIGNMENT - 1) / PointKernel.ALIGNMENT * PointKernel.ALIGNMENT;
  }

  void set(int index, float px, float py, float pz) {
    x[index] = px;
    y[index] = py;
    z[index] = pz;
  }
}
