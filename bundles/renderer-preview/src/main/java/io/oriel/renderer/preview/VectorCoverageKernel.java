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
    int origin0 = CoverageKernel.edge(x0, y0, x1, y1, originX, originY);
    int origin1 = CoverageKernel.edge(x1, y1, x2, y2, originX, originY);
    int origin2 = CoverageKernel.edge(x2, y2, x0, y0, originX, originY);
    int right0 = y0 - y1;
    int right1 = y1 - y2;
    int right2 = y2 - y0;
    int down0 = x1 - x0;
    int down1 = x2 - x1;
    int down2 = x0 - x2;
    int columns = edges[record + COLUMNS];
    int rows = edges[record + ROWS];
    // Pixels of a vector outside the columns are outside the edges too, or outside the picture.
    int firstX = Math.max((columns & 0xffff) - originX, 0) & -LANES;
    int lastX = Math.min((columns >>> 16) - originX, Screen.TILE - 1);
    int firstY = Math.max((rows & 0xffff) - originY, 0);
    int lastY = Math.min((rows >>> 16) - originY, Screen.TILE - 1);
    float depthOrigin = CoverageKernel.depth(edges, record, originX, originY);
    float depthDx = Float.intBitsToFloat(edges[record + DEPTH_DX]);
    float depthDy = Float.intBitsToFloat(edges[record + DEPTH_DY]);
    float depthMin = Float.intBitsToFloat(edges[record + DEPTH_MIN]);
    float depthMax = Float.intBitsToFloat(edges[record + DEPTH_MAX]);
    IntVector id = IntVector.broadcast(I, edges[record + ID]);
    IntVector below0 = IntVector.broadcast(I, down0);
    IntVector below1 = IntVector.broadcast(I, down1);
    IntVector below2 = IntVector.broadcast(I, down2);
    IntVector lanes0 = LANE.mul(right0);
    IntVector lanes1 = LANE.mul(right1);
    IntVector lanes2 = LANE.mul(right2);
    for (int x = firstX; x <= lastX; x += LANES) {
      FloatVector run = LANE_F.add(x).mul(depthDx);
      IntVector e0 = lanes0.add(origin0 + right0 * x + down0 * firstY);
      IntVector e1 = lanes1.add(origin1 + right1 * x + down1 * firstY);
      IntVector e2 = lanes2.add(origin2 + right2 * x + down2 * firstY);
      for (int y = firstY; y <= lastY; y++) {
        IntVector outside = e0.or(e1).or(e2);
        e0 = e0.add(below0);
        e1 = e1.add(below1);
        e2 = e2.add(below2);
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
          IntVector.fromArray(I, ids, at).blend(id, nearer.cast(I)).intoArray(ids, at);
        }
      }
    }
  }
}
