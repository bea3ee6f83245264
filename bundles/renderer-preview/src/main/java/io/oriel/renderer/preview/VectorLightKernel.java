package io.oriel.renderer.preview;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Light with the Vector API. Two short passes that hand arrays to each other: a vector that crossed
 * a call which the compiler did not inline would be put on the heap.
 */
final class VectorLightKernel implements LightKernel {
  private static final VectorSpecies<Integer> I = IntVector.SPECIES_PREFERRED;
  private static final VectorSpecies<Float> F = FloatVector.SPECIES_PREFERRED;
  private static final int LANES = I.length();

  @Override
  public void shade(Surface surface, Lights lights, int[] colors) {
    light(surface, lights.key, lights.head, lights.up);
    color(surface, colors);
    surface.runs = 0;
  }

  private static void light(Surface s, float[] keyAxis, float[] headAxis, float[] upAxis) {
    FloatVector keyX = FloatVector.broadcast(F, keyAxis[0]);
    FloatVector keyY = FloatVector.broadcast(F, keyAxis[1]);
    float keyZ = keyAxis[2];
    FloatVector headX = FloatVector.broadcast(F, headAxis[0]);
    FloatVector headY = FloatVector.broadcast(F, headAxis[1]);
    float headZ = headAxis[2];
    FloatVector upX = FloatVector.broadcast(F, upAxis[0]);
    FloatVector upY = FloatVector.broadcast(F, upAxis[1]);
    float upZ = upAxis[2];
    FloatVector zero = FloatVector.zero(F);
    FloatVector limit = FloatVector.broadcast(F, 1.5f);
    FloatVector fourthLimit = FloatVector.broadcast(F, 1.25f);
    int end = s.runs * Surface.RUN;
    for (int i = 0; i < end; i += LANES) {
      FloatVector x = FloatVector.fromArray(F, s.normalX, i);
      FloatVector y = FloatVector.fromArray(F, s.normalY, i);
      FloatVector z = FloatVector.fromArray(F, s.normalZ, i);
      FloatVector square = x.fma(x, y.fma(y, z.mul(z)));
      FloatVector half = square.mul(-0.5f);
      FloatVector scale =
          IntVector.broadcast(I, ROOT_MAGIC)
              .sub(square.reinterpretAsInts().lanewise(VectorOperators.LSHR, 1))
              .reinterpretAsFloats();
      scale = scale.mul(half.mul(scale).fma(scale, limit));
      scale = scale.mul(half.mul(scale).fma(scale, limit));
      FloatVector key = x.fma(keyX, y.fma(keyY, z.mul(keyZ))).mul(scale);
      FloatVector head = x.fma(headX, y.fma(headY, z.mul(headZ))).mul(scale);
      FloatVector up = x.fma(upX, y.fma(upY, z.mul(upZ))).mul(scale);
      key = zero.blend(key, key.compare(VectorOperators.GT, 0f));
      head = zero.blend(head, head.compare(VectorOperators.GT, 0f));
      FloatVector brightness =
          up.fma(FloatVector.broadcast(F, Lights.SKY), FloatVector.broadcast(F, Lights.AMBIENT));
      brightness = head.fma(FloatVector.broadcast(F, Lights.HEAD), brightness);
      brightness = key.fma(FloatVector.broadcast(F, Lights.KEY), brightness);
      FloatVector quarter = brightness.mul(-0.25f);
      FloatVector root =
          IntVector.broadcast(I, FOURTH_ROOT_MAGIC)
              .sub(brightness.reinterpretAsInts().lanewise(VectorOperators.LSHR, 2))
              .reinterpretAsFloats();
      FloatVector rootSquare = root.mul(root);
      root = root.mul(quarter.mul(rootSquare).fma(rootSquare, fourthLimit));
      rootSquare = root.mul(root);
      root = root.mul(quarter.mul(rootSquare).fma(rootSquare, fourthLimit));
      brightness.mul(root).mul(root.mul(root)).intoArray(s.light, i);
      key.sub(Lights.KEY_FACING).intoArray(s.warmth, i);
    }
  }

  private static void color(Surface s, int[] colors) {
    FloatVector one = FloatVector.broadcast(F, 1f);
    FloatVector curve0 = FloatVector.broadcast(F, CURVE_0);
    FloatVector curve1 = FloatVector.broadcast(F, CURVE_1);
    FloatVector curve2 = FloatVector.broadcast(F, CURVE_2);
    FloatVector curve3 = FloatVector.broadcast(F, CURVE_3);
    FloatVector warmRed = FloatVector.broadcast(F, Lights.WARM_RED);
    FloatVector warmGreen = FloatVector.broadcast(F, Lights.WARM_GREEN);
    FloatVector warmBlue = FloatVector.broadcast(F, Lights.WARM_BLUE);
    int end = s.runs * Surface.RUN;
    for (int i = 0; i < end; i += LANES) {
      FloatVector light = FloatVector.fromArray(F, s.light, i);
      FloatVector warmth = FloatVector.fromArray(F, s.warmth, i);
      FloatVector red = FloatVector.fromArray(F, s.red, i).mul(light.mul(warmth.fma(warmRed, one)));
      FloatVector green =
          FloatVector.fromArray(F, s.green, i).mul(light.mul(warmth.fma(warmGreen, one)));
      FloatVector blue =
          FloatVector.fromArray(F, s.blue, i).mul(light.mul(warmth.fma(warmBlue, one)));
      red = red.blend(one, red.compare(VectorOperators.GT, 1f));
      green = green.blend(one, green.compare(VectorOperators.GT, 1f));
      blue = blue.blend(one, blue.compare(VectorOperators.GT, 1f));
      FloatVector redCurve = red.fma(curve3, curve2).fma(red, curve1).fma(red, curve0);
      FloatVector greenCurve = green.fma(curve3, curve2).fma(green, curve1).fma(green, curve0);
      FloatVector blueCurve = blue.fma(curve3, curve2).fma(blue, curve1).fma(blue, curve0);
      FloatVector redSquare = red.mul(red);
      FloatVector greenSquare = green.mul(green);
      FloatVector blueSquare = blue.mul(blue);
      IntVector redCode =
          redSquare
              .mul(LINE_SLOPE)
              .mul(redSquare)
              .blend(redCurve, red.compare(VectorOperators.GT, LINE_END))
              .add(ROUND)
              .reinterpretAsInts();
      IntVector greenCode =
          greenSquare
              .mul(LINE_SLOPE)
              .mul(greenSquare)
              .blend(greenCurve, green.compare(VectorOperators.GT, LINE_END))
              .add(ROUND)
              .reinterpretAsInts();
      IntVector blueCode =
          blueSquare
              .mul(LINE_SLOPE)
              .mul(blueSquare)
              .blend(blueCurve, blue.compare(VectorOperators.GT, LINE_END))
              .add(ROUND)
              .reinterpretAsInts();
      int run = i / Surface.RUN;
      int pixel = i % Surface.RUN;
      VectorMask<Integer> meant = VectorMask.fromLong(I, s.pixels[run] >>> pixel);
      redCode
          .and(CODE_MASK)
          .or(greenCode.and(CODE_MASK).lanewise(VectorOperators.LSHL, 8))
          .or(blueCode.and(CODE_MASK).lanewise(VectorOperators.LSHL, 16))
          .or(OPAQUE)
          .intoArray(colors, s.place[run] + pixel, meant);
    }
  }
}
