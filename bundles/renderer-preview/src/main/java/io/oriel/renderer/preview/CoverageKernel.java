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
   * @param tileX column of the tile
   * @param tileY row of the tile
   * @param edges see {@link TriangleRecords}
   * @param records ids of records, from {@code from} to {@code to}
   * @param ids visibility buffer of the screen, laid out as {@link Screen} says
   * @param depth room for the depths of a tile
   */
  void draw(
      Screen screen,
      int tileX,
      int tileY,
      int[] edges,
      int[] records,
      int from,
      int to,
      int[] ids,
      float[] depth);

  /**
   * Value of an edge at the centre of a tile's first pixel, in units of which the next pixel to the
   * right has {@code ya - yb} more and the next below {@code xb - xa}; not negative inside.
   */
  static int edge(int xa, int ya, int xb, int yb, int tileX, int tileY) {
    int half = Screen.SUBPIXELS / 2;
    long px = ((long) tileX << Screen.TILE_SHIFT + Screen.SUBPIXEL_SHIFT) + half;
    long py = ((long) tileY << Screen.TILE_SHIFT + Screen.SUBPIXEL_SHIFT) + half;
    int right = ya - yb;
    int down = xb - xa;
    long value = right * (px - xa) + down * (py - ya);
    boolean topLeft = right > 0 || right == 0 && down > 0;
    long inclusive = topLeft ? value : value - 1;
    return Math.clamp(inclusive >> Screen.SUBPIXEL_SHIFT, -EDGE_LIMIT, EDGE_LIMIT);
  }

  /** Depth of a record's plane at the centre of a tile's first pixel. */
  static float depthAtTile(int[] edges, int record, int tileX, int tileY) {
    double dx = Float.intBitsToFloat(edges[record + TriangleRecords.DEPTH_DX]);
    double dy = Float.intBitsToFloat(edges[record + TriangleRecords.DEPTH_DY]);
    double column =
        (tileX << Screen.TILE_SHIFT)
            + 0.5
            - edges[record + TriangleRecords.X0] * (1.0 / Screen.SUBPIXELS);
    double row =
        (tileY << Screen.TILE_SHIFT)
            + 0.5
            - edges[record + TriangleRecords.Y0] * (1.0 / Screen.SUBPIXELS);
    double depth = Float.intBitsToFloat(edges[record + TriangleRecords.DEPTH]);
    return (float) (depth + dx * column + dy * row);
  }
}
