package io.oriel.renderer.preview;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** The vertex stage with the Vector API. */
final class VectorPointKernel implements PointKernel {
  private static final VectorSpecies<Float> F = FloatVector.SPECIES_PREFERRED;
  private static final int LANES = F.length();

  @Override
  public void project(Points points, int from, int to, float[] m, Projected into) {
    float m0 = m[0];
    float m1 = m[1];
    float m2 = m[2];
    float m3 = m[3];
    float m4 = m[4];
    float m5 = m[5];
    float m6 = m[6];
    float m7 = m[7];
    float m8 = m[8];
    float m9 = m[9];
    float m10 = m[10];
    float m11 = m[11];
    float m12 = m[12];
    float m13 = m[13];
    float m14 = m[14];
    float m15 = m[15];
    for (int i = from; i < to; i += LANES) {
      FloatVector x = FloatVector.fromArray(F, points.x, i);
      FloatVector y = FloatVector.fromArray(F, points.y, i);
      FloatVector z = FloatVector.fromArray(F, points.z, i);
      FloatVector w = x.mul(m3).add(y.mul(m7)).add(z.mul(m11)).add(m15);
      FloatVector inverseW = FloatVector.broadcast(F, 1f).div(w);
      FloatVector screenX = x.mul(m0).add(y.mul(m4)).add(z.mul(m8)).add(m12).mul(inverseW);
      FloatVector screenY = x.mul(m1).add(y.mul(m5)).add(z.mul(m9)).add(m13).mul(inverseW);
      FloatVector depth = x.mul(m2).add(y.mul(m6)).add(z.mul(m10)).add(m14).mul(inverseW);
      VectorMask<Float> inside =
          w.compare(VectorOperators.GT, 0f)
              .and(depth.compare(VectorOperators.GE, 0f))
              .and(depth.compare(VectorOperators.LE, 1f))
              .and(screenX.abs().compare(VectorOperators.LT, GUARD))
              .and(screenY.abs().compare(VectorOperators.LT, GUARD));
      IntVector fixedX = screenX.add(ROUND).reinterpretAsInts().sub(ROUND_BITS);
      IntVector fixedY = screenY.add(ROUND).reinterpretAsInts().sub(ROUND_BITS);
      fixedX.blend(OUTSIDE, inside.not().cast(fixedX.species())).intoArray(into.x, i);
      fixedY.intoArray(into.y, i);
      depth.intoArray(into.depth, i);
      inverseW.intoArray(into.inverseW, i);
    }
  }

  @Override
  public void turn(Points normals, int from, int to, float[] m, Points into) {
    float m0 = m[0];
    float m1 = m[1];
    float m2 = m[2];
    float m3 = m[3];
    float m4 = m[4];
    float m5 = m[5];
    float m6 = m[6];
    float m7 = m[7];
    float m8 = m[8];
    for (int i = from; i < to; i += LANES) {
      FloatVector x = FloatVector.fromArray(F, normals.x, i);
      FloatVector y = FloatVector.fromArray(F, normals.y, i);
      FloatVector z = FloatVector.fromArray(F, normals.z, i);
      FloatVector tx = x.mul(m0).add(y.mul(m3)).add(z.mul(m6));
      FloatVector ty = x.mul(m1).add(y.mul(m4)).add(z.mul(m7));
      FloatVector tz = x.mul(m2).add(y.mul(m5)).add(z.mul(m8));
      FloatVector square = tx.mul(tx).add(ty.mul(ty)).add(tz.mul(tz)).max(Float.MIN_NORMAL);
      FloatVector scale = FloatVector.broadcast(F, 1f).div(square.sqrt());
      tx.mul(scale).intoArray(into.x, i);
      ty.mul(scale).intoArray(into.y, i);
      tz.mul(scale).intoArray(into.z, i);
    }
  }
}
