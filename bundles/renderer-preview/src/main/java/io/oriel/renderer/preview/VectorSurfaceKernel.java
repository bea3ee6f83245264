package io.oriel.renderer.preview;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * The look-up of surfaces with the Vector API. A run of pixels of one triangle, the common case in
 * large faces, reads its record once; a mixed run gathers.
 */
final class VectorSurfaceKernel implements SurfaceKernel {
  private static final VectorSpecies<Integer> I = IntVector.SPECIES_PREFERRED;
  private static final VectorSpecies<Float> F = FloatVector.SPECIES_PREFERRED;
  private static final int LANES = I.length();
  private static final FloatVector LANE = FloatVector.zero(F).addIndex(1);

  @Override
  public boolean evaluate(
      TriangleRecords records, int[] ids, int at, int column, int row, Surface into) {
    boolean any = false;
    for (int i = 0; i < Screen.TILE; i += LANES) {
      IntVector run = IntVector.fromArray(I, ids, at + i);
      int first = ids[at + i];
      boolean uniform = run.compare(VectorOperators.EQ, first).allTrue();
      if (uniform && first == 0) {
        continue;
      }
      any = true;
      if (uniform) {
        uniform(records, first, i, column, row, into);
      } else {
        mixed(records, ids, at + i, run, i, column, row, into);
      }
    }
    return any;
  }

  private static void uniform(
      TriangleRecords records, int id, int i, int column, int row, Surface into) {
    int albedo = records.edges[id + TriangleRecords.ALBEDO];
    FloatVector x = LANE.add(column + i);
    float[] p = records.planes;
    plane(p, id + TriangleRecords.NORMAL_X, x, row).intoArray(into.normalX, i);
    plane(p, id + TriangleRecords.NORMAL_Y, x, row).intoArray(into.normalY, i);
    plane(p, id + TriangleRecords.NORMAL_Z, x, row).intoArray(into.normalZ, i);
    if ((albedo & Albedo.VARYING) != 0) {
      float[] c = records.colorPlanes;
      FloatVector w =
          FloatVector.broadcast(F, 1f).div(plane(c, id + TriangleRecords.INVERSE_W, x, row));
      plane(c, id + TriangleRecords.RED, x, row).mul(w).intoArray(into.red, i);
      plane(c, id + TriangleRecords.GREEN, x, row).mul(w).intoArray(into.green, i);
      plane(c, id + TriangleRecords.BLUE, x, row).mul(w).intoArray(into.blue, i);
    } else {
      constantAlbedo(IntVector.broadcast(I, albedo), i, into);
    }
  }

  private static FloatVector plane(float[] planes, int at, FloatVector x, float y) {
    return x.mul(planes[at]).add(planes[at + 1] * y).add(planes[at + 2]);
  }

  private static void mixed(
      TriangleRecords records,
      int[] ids,
      int at,
      IntVector run,
      int i,
      int column,
      int row,
      Surface into) {
    FloatVector x = LANE.add(column + i);
    IntVector albedo = IntVector.fromArray(I, records.edges, TriangleRecords.ALBEDO, ids, at);
    float[] p = records.planes;
    if (albedo.and(Albedo.SMOOTH).compare(VectorOperators.NE, 0).anyTrue()) {
      gather(p, TriangleRecords.NORMAL_X, ids, at, x, row).intoArray(into.normalX, i);
      gather(p, TriangleRecords.NORMAL_Y, ids, at, x, row).intoArray(into.normalY, i);
      gather(p, TriangleRecords.NORMAL_Z, ids, at, x, row).intoArray(into.normalZ, i);
    } else {
      FloatVector.fromArray(F, p, TriangleRecords.NORMAL_X + 2, ids, at)
          .intoArray(into.normalX, i);
      FloatVector.fromArray(F, p, TriangleRecords.NORMAL_Y + 2, ids, at)
          .intoArray(into.normalY, i);
      FloatVector.fromArray(F, p, TriangleRecords.NORMAL_Z + 2, ids, at)
          .intoArray(into.normalZ, i);
    }
    constantAlbedo(albedo, i, into);
    VectorMask<Integer> varying = albedo.compare(VectorOperators.LT, 0);
    if (varying.anyTrue()) {
      float[] c = records.colorPlanes;
      VectorMask<Float> lanes = varying.cast(F);
      FloatVector w =
          FloatVector.broadcast(F, 1f)
              .div(gather(c, TriangleRecords.INVERSE_W, ids, at, x, row));
      gather(c, TriangleRecords.RED, ids, at, x, row).mul(w).intoArray(into.red, i, lanes);
      gather(c, TriangleRecords.GREEN, ids, at, x, row).mul(w).intoArray(into.green, i, lanes);
      gather(c, TriangleRecords.BLUE, ids, at, x, row).mul(w).intoArray(into.blue, i, lanes);
    }
  }

  private static FloatVector gather(
      float[] planes, int offset, int[] ids, int at, FloatVector x, float y) {
    FloatVector dx = FloatVector.fromArray(F, planes, offset, ids, at);
    FloatVector dy = FloatVector.fromArray(F, planes, offset + 1, ids, at);
    FloatVector constant = FloatVector.fromArray(F, planes, offset + 2, ids, at);
    return dx.mul(x).add(dy.mul(y)).add(constant);
  }

  private static void constantAlbedo(IntVector albedo, int i, Surface into) {
    square(albedo.and(Albedo.MASK)).intoArray(into.red, i);
    square(albedo.lanewise(VectorOperators.LSHR, Albedo.GREEN_SHIFT).and(Albedo.MASK))
        .intoArray(into.green, i);
    square(albedo.lanewise(VectorOperators.LSHR, Albedo.BLUE_SHIFT).and(Albedo.MASK))
        .intoArray(into.blue, i);
  }

  private static FloatVector square(IntVector root) {
    FloatVector value =
        ((FloatVector) root.convert(VectorOperators.I2F, 0)).mul(Albedo.SCALE);
    return value.mul(value);
  }
}
