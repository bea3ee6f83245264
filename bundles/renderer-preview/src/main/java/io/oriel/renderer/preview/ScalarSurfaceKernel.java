package io.oriel.renderer.preview;

/** The look-up of surfaces in plain Java. */
final class ScalarSurfaceKernel implements SurfaceKernel {
  @Override
  public void common(int[] ids, int at, int[] into) {
    for (int run = 0; run < into.length; run++) {
      int id = ids[at + run * Surface.RUN];
      into[run] = find(ids, at + run * Surface.RUN, id) == ALL ? id : -1;
    }
  }

  @Override
  public int find(int[] ids, int at, int id) {
    int bits = 0;
    for (int i = 0; i < Surface.RUN; i++) {
      bits |= ids[at + i] == id ? 1 << i : 0;
    }
    return bits;
  }

  @Override
  public void fill(int[] values, int at, int bits, int value) {
    for (int left = bits; left != 0; left &= left - 1) {
      values[at + Integer.numberOfTrailingZeros(left)] = value;
    }
  }

  @Override
  public void evaluate(
      TriangleRecords records, int id, int bits, int column, int row, Surface into) {
    for (int left = bits; left != 0; left &= left - 1) {
      int i = Integer.numberOfTrailingZeros(left);
      evaluate(records, id, column + i, row, into, into.runs * Surface.RUN + i);
    }
  }

  private static void evaluate(TriangleRecords records, int id, int x, int y, Surface into, int i) {
    float[] p = records.planes;
    into.normalX[i] = plane(p, id + TriangleRecords.NORMAL_X, x, y);
    into.normalY[i] = plane(p, id + TriangleRecords.NORMAL_Y, x, y);
    into.normalZ[i] = plane(p, id + TriangleRecords.NORMAL_Z, x, y);
    int albedo = records.edges[id + TriangleRecords.ALBEDO];
    if ((albedo & Albedo.VARYING) == 0) {
      into.red[i] = Albedo.red(albedo);
      into.green[i] = Albedo.green(albedo);
      into.blue[i] = Albedo.blue(albedo);
    } else {
      float[] c = records.colorPlanes;
      float w = 1f / plane(c, id + TriangleRecords.INVERSE_W, x, y);
      into.red[i] = Albedo.root(plane(c, id + TriangleRecords.RED, x, y) * w);
      into.green[i] = Albedo.root(plane(c, id + TriangleRecords.GREEN, x, y) * w);
      into.blue[i] = Albedo.root(plane(c, id + TriangleRecords.BLUE, x, y) * w);
    }
  }

  private static float plane(float[] planes, int at, float x, float y) {
    return Math.fma(planes[at], x, Math.fma(planes[at + 1], y, planes[at + 2]));
  }
}
