package io.oriel.renderer.preview;

import static io.oriel.renderer.preview.TriangleRecords.*;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** Coverage with the Vector API: a vector is a run of pixels in a row. */
final class VectorCoverageKernel implements CoverageKernel {
  private static final VectorSpecies<Integer> I = IntVector.SPECIES_PREFERRED;
  private static final VectorSpecies<Float> F = FloatVector.SPECIES_PREFERRED;
  private static final int LANES = I.length();
  private static final IntVector LANE = IntVector.zero(I).addIndex(1);
  private static final FloatVector LANE_F = FloatVector.zero(F).addIndex(1);

  @Override
  public void draw(
      Screen screen,
      int tileX,
      int tileY,
      int[] edges,
      int[] records,
      int from,
      int to,
      int[] ids,
      float[] depth) {
    int pitch = screen.pitch;
    int originX = tileX << Screen.TILE_SHIFT;
    int originY = tileY << Screen.TILE_SHIFT;
    int base = screen.index(originX, originY);
    for (int y = 0; y < Screen.TILE; y++) {
      Arrays.fill(ids, base + y * pitch, base + y * pitch + Screen.TILE, 0);
    }
    Arrays.fill(depth, -1f);
    for (int i = from; i < to; i++) {
      drawRecord(edges, records[i], tileX, tileY, originX, originY, ids, base, pitch, depth);
    }
  }

  private static void drawRecord(
      int[] edges,
      int record,
      int tileX,
      int tileY,
      int originX,
      int originY,
      int[] ids,
      int base,
      int pitch,
      float[] depth) {
    int x0 = edges[record + X0];
    int y0 = edges[record + Y0];
    int x1 = edges[record + X1];
    int y1 = edges[record + Y1];
    int x2 = edges[record + X2];
    int y2 = edges[record + Y2];
    int origin0 = CoverageKernel.edge(x0, y0, x1, y1, tileX, tileY);
    int origin1 = CoverageKernel.edge(x1, y1, x2, y2, tileX, tileY);
    int origin2 = CoverageKernel.edge(x2, y2, x0, y0, tileX, tileY);
    int right0 = y0 - y1;
    int right1 = y1 - y2;
    int right2 = y2 - y0;
    int down0 = x1 - x0;
    int down1 = x2 - x1;
    int down2 = x0 - x2;
    int columns = edges[record + COLUMNS];
    int rows = edges[record + ROWS];
    // Coverage is decided by the edges alone, so a run may begin before the first column.
    int firstX = Math.max((columns & 0xffff) - originX, 0) & -LANES;
    int lastX = Math.min((columns >>> 16) - originX, Screen.TILE - 1);
    int firstY = Math.max((rows & 0xffff) - originY, 0);
    int lastY = Math.min((rows >>> 16) - originY, Screen.TILE - 1);
    float depthOrigin = CoverageKernel.depthAtTile(edges, record, tileX, tileY);
    float depthDx = Float.intBitsToFloat(edges[record + DEPTH_DX]);
    float depthDy = Float.intBitsToFloat(edges[record + DEPTH_DY]);
    float depthMin = Float.intBitsToFloat(edges[record + DEPTH_MIN]);
    float depthMax = Float.intBitsToFloat(edges[record + DEPTH_MAX]);
    IntVector id = IntVector.broadcast(I, edges[record + ID]);
    IntVector lanes0 = LANE.mul(right0);
    IntVector lanes1 = LANE.mul(right1);
    IntVector lanes2 = LANE.mul(right2);
    for (int x = firstX; x <= lastX; x += LANES) {
      FloatVector run = LANE_F.add(x).mul(depthDx);
      int e0 = origin0 + right0 * x + down0 * firstY;
      int e1 = origin1 + right1 * x + down1 * firstY;
      int e2 = origin2 + right2 * x + down2 * firstY;
      for (int y = firstY; y <= lastY; y++) {
        IntVector outside = lanes0.add(e0).or(lanes1.add(e1)).or(lanes2.add(e2));
        e0 += down0;
        e1 += down1;
        e2 += down2;
        VectorMask<Integer> covered = outside.compare(VectorOperators.GE, 0);
        if (covered.anyTrue()) {
          int at = y * Screen.TILE + x;
          FloatVector d = run.add(depthOrigin + depthDy * y);
          d = d.blend(depthMin, d.compare(VectorOperators.LT, depthMin));
          d = d.blend(depthMax, d.compare(VectorOperators.GT, depthMax));
          FloatVector before = FloatVector.fromArray(F, depth, at);
          VectorMask<Float> nearer = d.compare(VectorOperators.GT, before).and(covered.cast(F));
          // Whole vectors are stored: the next triangle reads them back at once.
          before.blend(d, nearer).intoArray(depth, at);
          int pixel = base + y * pitch + x;
          IntVector.fromArray(I, ids, pixel).blend(id, nearer.cast(I)).intoArray(ids, pixel);
        }
      }
    }
  }
}
