package io.oriel.renderer.preview;

/** The look-up of surfaces in plain Java. */
final class ScalarSurfaceKernel implements SurfaceKernel {
  @Override
  public boolean evaluate(
      TriangleRecords records, int[] ids, int at, int column, int row, Surface into) {
    boolean any = false;
    for (int i = 0; i < Screen.TILE; i++) {
      int id = ids[at + i];
      if (id == 0) {
        continue;
      }
      any = true;
      float x = column + i;
      float[] p = records.planes;
      into.normalX[i] = plane(p, id + TriangleRecords.NORMAL_X, x, row);
      into.normalY[i] = plane(p, id + TriangleRecords.NORMAL_Y, x, row);
      into.normalZ[i] = plane(p, id + TriangleRecords.NORMAL_Z, x, row);
      int albedo = records.edges[id + TriangleRecords.ALBEDO];
      if ((albedo & Albedo.VARYING) != 0) {
        float[] c = records.colorPlanes;
        float w = 1f / plane(c, id + TriangleRecords.INVERSE_W, x, row);
        into.red[i] = plane(c, id + TriangleRecords.RED, x, row) * w;
        into.green[i] = plane(c, id + TriangleRecords.GREEN, x, row) * w;
        into.blue[i] = plane(c, id + TriangleRecords.BLUE, x, row) * w;
      } else {
        float red = (albedo & Albedo.MASK) * Albedo.SCALE;
        float green = (albedo >> Albedo.GREEN_SHIFT & Albedo.MASK) * Albedo.SCALE;
        float blue = (albedo >> Albedo.BLUE_SHIFT & Albedo.MASK) * Albedo.SCALE;
        into.red[i] = red * red;
        into.green[i] = green * green;
        into.blue[i] = blue * blue;
      }
    }
    return any;
  }

  private static float plane(float[] planes, int at, float x, float y) {
    return planes[at] * x + planes[at + 1] * y + planes[at + 2];
  }
}
