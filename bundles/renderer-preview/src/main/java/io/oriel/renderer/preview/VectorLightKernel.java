package io.oriel.renderer.preview;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** Light with the Vector API. */
final class VectorLightKernel implements LightKernel {
  private static final VectorSpecies<Integer> I = IntVector.SPECIES_PREFERRED;
  private static final VectorSpecies<Float> F = FloatVector.SPECIES_PREFERRED;
  private static final int LANES = I.length();
  private static final int OPAQUE = 0xff000000;

  @Override
  public void shade(
      Surface surface, Lights lights, int[] ids, int[] backdrop, int at, int[] colors) {
    for (int i = 0; i < Screen.TILE; i += LANES) {
      VectorMask<Integer> background =
          IntVector.fromArray(I, ids, at + i).compare(VectorOperators.EQ, 0);
      if (background.allTrue()) {
        IntVector.fromArray(I, backdrop, at + i).intoArray(colors, at + i);
        continue;
      }
      IntVector lit = shade(surface, lights, i);
      if (background.anyTrue()) {
        lit = lit.blend(IntVector.fromArray(I, backdrop, at + i), background);
      }
      lit.intoArray(colors, at + i);
    }
  }

  private static IntVector shade(Surface s, Lights l, int i) {
    FloatVector x = FloatVector.fromArray(F, s.normalX, i);
    FloatVector y = FloatVector.fromArray(F, s.normalY, i);
    FloatVector z = FloatVector.fromArray(F, s.normalZ, i);
    FloatVector square = x.mul(x).add(y.mul(y)).add(z.mul(z)).add(Float.MIN_NORMAL);
    FloatVector scale = FloatVector.broadcast(F, 1f).div(square.sqrt());
    FloatVector key = positive(dot(x, y, z, l.key).mul(scale));
    FloatVector head = positive(dot(x, y, z, l.head).mul(scale));
    FloatVector up = dot(x, y, z, l.up).mul(scale);
    IntVector red = encode(s, FloatVector.fromArray(F, s.red, i).mul(light(l, 0, key, head, up)), i);
    IntVector green =
        encode(s, FloatVector.fromArray(F, s.green, i).mul(light(l, 1, key, head, up)), i);
    IntVector blue =
        encode(s, FloatVector.fromArray(F, s.blue, i).mul(light(l, 2, key, head, up)), i);
    return red.or(green.lanewise(VectorOperators.LSHL, 8))
        .or(blue.lanewise(VectorOperators.LSHL, 16))
        .or(OPAQUE);
  }

  private static FloatVector dot(FloatVector x, FloatVector y, FloatVector z, float[] axis) {
    return x.mul(axis[0]).add(y.mul(axis[1])).add(z.mul(axis[2]));
  }

  private static FloatVector positive(FloatVector cosine) {
    return FloatVector.zero(F).blend(cosine, cosine.compare(VectorOperators.GT, 0f));
  }

  private static FloatVector light(
      Lights l, int k, FloatVector key, FloatVector head, FloatVector up) {
    return key.mul(l.keyColor[k])
        .add(head.mul(l.headColor[k]))
        .add(up.mul(l.skyColor[k]))
        .add(l.ambientColor[k]);
  }

  private static IntVector encode(Surface s, FloatVector linear, int i) {
    IntVector index =
        (IntVector) linear.mul(Srgb.ONE).add(0.5f).convert(VectorOperators.F2I, 0);
    index.max(0).min(Srgb.ONE).intoArray(s.code, i);
    return IntVector.fromArray(I, Srgb.ENCODE, 0, s.code, i);
  }
}
