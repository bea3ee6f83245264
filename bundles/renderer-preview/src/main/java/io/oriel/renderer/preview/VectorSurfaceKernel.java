package io.oriel.renderer.preview;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * The look-up of surfaces with the Vector API. A run is done triangle by triangle, each with a
 * mask: gathering the records of different triangles costs more. No vector crosses a call: one that
 * the compiler did not inline would put it on the heap.
 */
final class VectorSurfaceKernel implements SurfaceKernel {
  private static final VectorSpecies<Integer> I = IntVector.SPECIES_PREFERRED;
  private static final VectorSpecies<Float> F = FloatVector.SPECIES_PREFERRED;
  private static final int LANES = I.length();
  private static final FloatVector LANE = FloatVector.zero(F).addIndex(1);

  @Override
  public void common(int[] ids, int at, int[] into) {
    for (int run = 0; run < into.length; run++) {
      int start = at + run * Surface.RUN;
      int id = ids[start];
      boolean same = true;
      for (int i = start; i < start + Surface.RUN; i += LANES) {
        same &= IntVector.fromArray(I, ids, i).compare(VectorOperators.EQ, id).allTrue();
      }
      into[run] = same ? id : -1;
    }
  }

  @Override
  public int find(int[] ids, int at, int id) {
    int bits = 0;
    for (int i = 0; i < Surface.RUN; i += LANES) {
      long found = IntVector.fromArray(I, ids, at + i).compare(VectorOperators.EQ, id).toLong();
      bits |= (int) found << i;
    }
    return bits;
  }

  @Override
  public void fill(int[] values, int at, int bits, int value) {
    for (int i = 0; i < Surface.RUN; i += LANES) {
      IntVector.broadcast(I, value).intoArray(values, at + i, VectorMask.fromLong(I, bits >>> i));
    }
  }

  @Override
  public void evaluate(
      TriangleRecords records, int id, int bits, int column, int row, Surface into) {
    float[] p = records.planes;
    int base = into.runs * Surface.RUN;
    normal(p, id + TriangleRecords.NORMAL_X, bits, column, row, into.normalX, base);
    normal(p, id + TriangleRecords.NORMAL_Y, bits, column, row, into.normalY, base);
    normal(p, id + TriangleRecords.NORMAL_Z, bits, column, row, into.normalZ, base);
    int albedo = records.edges[id + TriangleRecords.ALBEDO];
    if ((albedo & Albedo.VARYING) == 0) {
      albedo(albedo, bits, into, base);
      return;
    }
    float[] c = records.colorPlanes;
    color(c, id, id + TriangleRecords.RED, bits, column, row, into.red, base);
    color(c, id, id + TriangleRecords.GREEN, bits, column, row, into.green, base);
    color(c, id, id + TriangleRecords.BLUE, bits, column, row, into.blue, base);
  }

  private static void normal(
      float[] p, int at, int bits, int column, int row, float[] into, int base) {
    float dx = p[at];
    float start = Math.fma(p[at + 1], row, p[at + 2]);
    for (int i = 0; i < Surface.RUN; i += LANES) {
      FloatVector x = LANE.add(column + i);
      x.fma(FloatVector.broadcast(F, dx), FloatVector.broadcast(F, start))
          .intoArray(into, base + i, VectorMask.fromLong(F, bits >>> i));
    }
  }

  private static void albedo(int albedo, int bits, Surface into, int base) {
    FloatVector red = FloatVector.broadcast(F, Albedo.red(albedo));
    FloatVector green = FloatVector.broadcast(F, Albedo.green(albedo));
    FloatVector blue = FloatVector.broadcast(F, Albedo.blue(albedo));
    for (int i = 0; i < Surface.RUN; i += LANES) {
      VectorMask<Float> lanes = VectorMask.fromLong(F, bits >>> i);
      red.intoArray(into.red, base + i, lanes);
      green.intoArray(into.green, base + i, lanes);
      blue.intoArray(into.blue, base + i, lanes);
    }
  }

  private static void color(
      float[] c, int id, int at, int bits, int column, int row, float[] into, int base) {
    int w = id + TriangleRecords.INVERSE_W;
    float wStart = Math.fma(c[w + 1], row, c[w + 2]);
    float start = Math.fma(c[at + 1], row, c[at + 2]);
    for (int i = 0; i < Surface.RUN; i += LANES) {
      FloatVector x = LANE.add(column + i);
      FloatVector inverseW =
          x.fma(FloatVector.broadcast(F, c[w]), FloatVector.broadcast(F, wStart));
      FloatVector linear =
          x.fma(FloatVector.broadcast(F, c[at]), FloatVector.broadcast(F, start))
              .mul(FloatVector.broadcast(F, 1f).div(inverseW));
      FloatVector positive =
          FloatVector.zero(F).blend(linear, linear.compare(VectorOperators.GT, 0f));
      positive
          .blend(1f, positive.compare(VectorOperators.GT, 1f))
          .sqrt()
          .sqrt()
          .intoArray(into, base + i, VectorMask.fromLong(F, bits >>> i));
    }
  }
}
