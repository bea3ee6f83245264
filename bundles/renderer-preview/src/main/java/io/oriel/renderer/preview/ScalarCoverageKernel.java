package io.oriel.renderer.preview;

import static io.oriel.renderer.preview.TriangleRecords.*;

import java.util.Arrays;

/** Coverage in plain Java. */
final class ScalarCoverageKernel implements CoverageKernel {
  @Override
  public void draw(
      Screen screen, int tile, int[] edges, int[] records, int from, int to, TileBuffers into) {
    int originX = screen.originX(tile);
    int originY = screen.originY(tile);
    Arrays.fill(into.ids, 0);
    Arrays.fill(into.depth, -1f);
    for (int i = from; i < to; i++) {
      draw(edges, records[i], originX, originY, into.ids, into.depth);
    }
  }

  private static void draw(
      int[] edges, int record, int originX, int originY, int[] ids, float[] depth) {
    int x0 = edges[record + X0];
    int y0 = edges[record + Y0];
    int x1 = edges[record + X1];
    int y1 = edges[record + Y1];
    int x2 = edges[record + X2];
    int y2 = edges[record + Y2];
    int right0 = y0 - y1;
    int right1 = y1 - y2;
    int right2 = y2 - y0;
    int down0 = x1 - x0;
    int down1 = x2 - x1;
    int down2 = x0 - x2;
    int origin0 = CoverageKernel.edge(x0, y0, x1, y1, originX, originY);
    int origin1 = CoverageKernel.edge(x1, y1, x2, y2, originX, originY);
    int origin2 = CoverageKernel.edge(x2, y2, x0, y0, originX, originY);
    float depthOrigin = CoverageKernel.depth(edges, record, originX, originY);
    float depthDx = Float.intBitsToFloat(edges[record + DEPTH_DX]);
    float depthDy = Float.intBitsToFloat(edges[record + DEPTH_DY]);
    float depthMin = Float.intBitsToFloat(edges[record + DEPTH_MIN]);
    float depthMax = Float.intBitsToFloat(edges[record + DEPTH_MAX]);
    int id = edges[record + ID];
    int columns = edges[record + COLUMNS];
    int rows = edges[record + ROWS];
    int firstX = Math.max((columns & 0xffff) - originX, 0);
    int lastX = Math.min((columns >>> 16) - originX, Screen.TILE - 1);
    int firstY = Math.max((rows & 0xffff) - originY, 0);
    int lastY = Math.min((rows >>> 16) - originY, Screen.TILE - 1);
    for (int y = firstY; y <= lastY; y++) {
      int e0 = origin0 + down0 * y;
      int e1 = origin1 + down1 * y;
      int e2 = origin2 + down2 * y;
      float rowDepth = depthOrigin + depthDy * y;
      for (int x = firstX; x <= lastX; x++) {
        if ((e0 + right0 * x | e1 + right1 * x | e2 + right2 * x) < 0) {
          continue;
        }
        float d = depthDx * x + rowDepth;
        d = d < depthMin ? depthMin : d;
        d = d > depthMax ? depthMax : d;
        int at = y * Screen.TILE + x;
        if (d > depth[at]) {
          depth[at] = d;
          ids[at] = id;
        }
      }
    }
  }
}
