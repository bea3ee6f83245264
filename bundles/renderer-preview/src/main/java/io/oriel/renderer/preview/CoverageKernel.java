package io.oriel.renderer.preview;

/**
 * Draws triangles into a tile of the visibility buffer. The scalar and the vector form give the
 * same bits.
 *
 * <p>A pixel is covered if its centre lies inside all three edges, counted exactly in subpixels; a
 * centre on an edge belongs to the triangle of which the edge is a left or a top edge. So two
 * triangles that share an edge cover each pixel on it exactly once.
 */
interface CoverageKernel {
  /** Bound on an edge's value; within a tile it changes by less, so the sign survives. */
  int EDGE_LIMIT = 1 << 30;

  /**
   * Draws the records of a tile over background.
   *
   * @param edges see {@link TriangleRecords}
   * @param records ids of records, from {@code from} to {@code to}
   * @param into overwritten: ids and depths
   */
  void draw(
      Screen screen, int tile, int[] edges, int[] records, int from, int to, TileBuffers into);

  /**
   * Value of an edge at the centre of the pixel at the origin, in units of which the next pixel to
   * the right has {@code ya - yb} more and the next below {@code xb - xa}; not negative inside.
   */
  static int edge(int xa, int ya, int xb, int yb, int originX, int originY) {
    int half = Screen.SUBPIXELS / 2;
    long px = (originX << Screen.SUBPIXEL_SHIFT) + half;
    long py = (originY << Screen.SUBPIXEL_SHIFT) + half;
    int right = ya - yb;
    int down = xb - xa;
    long value = right * (px - xa) + down * (py - ya);
    boolean topLeft = right > 0 || right == 0 && down > 0;
    long inclusive = topLeft ? value : value - 1;
    return Math.clamp(inclusive >> Screen.SUBPIXEL_SHIFT, -EDGE_LIMIT, EDGE_LIMIT);
  }

  /** Depth of a record's plane at the centre of the pixel at the origin. */
  static float depth(int[] edges, int record, int originX, int originY) {
    double dx = Float.intBitsToFloat(edges[record + TriangleRecords.DEPTH_DX]);
    double dy = Float.intBitsToFloat(edges[record + TriangleRecords.DEPTH_DY]);
    double column = originX + 0.5 - edges[record + TriangleRecords.X0] * (1.0 / Screen.SUBPIXELS);
    double row = originY + 0.5 - edges[record + TriangleRecords.Y0] * (1.0 / Screen.SUBPIXELS);
    double depth = Float.intBitsToFloat(edges[record + TriangleRecords.DEPTH]);
    return (float) (depth + dx * column + dy * row);
  }
}
