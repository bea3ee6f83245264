package io.oriel.renderer.preview;

import java.util.Arrays;

/**
 * Remembers the colours of flat triangles of one albedo: light comes from afar, so such a triangle
 * has one colour. One per thread.
 */
final class PlainColors {
  private static final int SIZE = 256;

  private final int[] ids = new int[SIZE];
  private final int[] colors = new int[SIZE];

  /** The colour under this light. */
  int color(TriangleRecords records, Lights lights, int id) {
    int slot = id / TriangleRecords.STRIDE & SIZE - 1;
    if (ids[slot] != id) {
      ids[slot] = id;
      colors[slot] = shade(records, lights, id);
    }
    return colors[slot];
  }

  private static int shade(TriangleRecords records, Lights lights, int id) {
    float[] planes = records.planes;
    int albedo = records.edges[id + TriangleRecords.ALBEDO];
    return LightKernel.shade(
        lights,
        planes[id + TriangleRecords.NORMAL_X + 2],
        planes[id + TriangleRecords.NORMAL_Y + 2],
        planes[id + TriangleRecords.NORMAL_Z + 2],
        Albedo.red(albedo),
        Albedo.green(albedo),
        Albedo.blue(albedo));
  }

  /** Forgets everything: light or triangles changed. */
  void forget() {
    Arrays.fill(ids, 0);
  }
}
