package io.oriel.aov.geometry;

import io.oriel.aov.rows.RowKernel;
import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** The arithmetic of {@link DepthFrame#grey} on as many pixels as a vector register holds. */
final class VectorDepthKernel implements RowKernel {
  private static final VectorSpecies<Integer> I = IntVector.SPECIES_PREFERRED;
  private static final VectorSpecies<Float> F = FloatVector.SPECIES_PREFERRED;
  private static final int LANES = I.length();

  private final DepthFrame frame;
  private final RowKernel reference;

  VectorDepthKernel(DepthFrame frame) {
    this.frame = frame;
    this.reference = new ScalarDepthKernel(frame);
  }

  @Override
  public void convert(MemorySegment in, long inAt, MemorySegment out, long outAt, int pixels) {
    FloatVector one = FloatVector.broadcast(F, 1f);
    FloatVector zero = FloatVector.zero(F);
    FloatVector most = FloatVector.broadcast(F, DepthFrame.GREYS);
    IntVector within = IntVector.broadcast(I, 1);
    float far = frame.far;
    float scale = frame.scale;
    float tooNear = frame.tooNear;
    float tooFar = frame.tooFar;
    IntVector any = IntVector.zero(I);
    IntVector nearest = IntVector.broadcast(I, frame.nearestBits);
    IntVector farthest = IntVector.broadcast(I, frame.farthestBits);
    IntVector balance = IntVector.zero(I);
    int i = 0;
    for (; i <= pixels - LANES; i += LANES) {
      IntVector bits = IntVector.fromMemorySegment(I, in, inAt + i * 4L, ByteOrder.LITTLE_ENDIAN);
      any = any.or(bits);
      FloatVector distance = bits.reinterpretAsFloats();
      VectorMask<Integer> seen =
          distance
              .compare(VectorOperators.GT, DepthFrame.CLOSEST)
              .and(distance.compare(VectorOperators.LT, DepthFrame.REMOTEST))
              .cast(I);
      FloatVector inverse = one.div(distance);
      IntVector inverseBits = inverse.reinterpretAsInts();
      nearest = nearest.lanewise(VectorOperators.MAX, inverseBits, seen);
      farthest = farthest.lanewise(VectorOperators.MIN, inverseBits, seen);
      VectorMask<Integer> outside =
          inverse
              .compare(VectorOperators.GT, tooNear)
              .or(inverse.compare(VectorOperators.LT, tooFar))
              .cast(I);
      balance = balance.lanewise(VectorOperators.ADD, within.blend(-1, outside), seen);
      FloatVector code = inverse.sub(far).mul(scale);
      code = zero.blend(code, code.compare(VectorOperators.GT, 0f));
      code = most.blend(code, code.compare(VectorOperators.LT, DepthFrame.GREYS));
      code.add(DepthFrame.ROUND_TO_GREY)
          .reinterpretAsInts()
          .and(0xff)
          .mul(DepthFrame.REPLICATE)
          .blend(0, seen.not())
          .or(DepthFrame.OPAQUE)
          .intoMemorySegment(out, outAt + i * 4L, ByteOrder.LITTLE_ENDIAN);
    }
    frame.anyBits |= any.reduceLanes(VectorOperators.OR);
    frame.nearestBits = nearest.reduceLanes(VectorOperators.MAX);
    frame.farthestBits = farthest.reduceLanes(VectorOperators.MIN);
    frame.balance += balance.reduceLanes(VectorOperators.ADD);
    reference.convert(in, inAt + i * 4L, out, outAt + i * 4L, pixels - i);
  }
}
