package io.oriel.aov.color;

import static io.oriel.aov.rows.Interleaved.BYTES;
import static io.oriel.aov.rows.Interleaved.FLOATS;
import static io.oriel.aov.rows.Interleaved.INTS;

import io.oriel.aov.rows.Interleaved;
import io.oriel.aov.rows.RowKernel;
import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShuffle;

/** The arithmetic of {@link DisplayCurve#code} on as many channels as a vector register holds. */
final class VectorFloatKernel implements RowKernel {
  private final RowKernel reference;
  private final DisplayCurve curve;
  private final int channels;
  private final VectorShuffle<Float> order;

  VectorFloatKernel(DisplayCurve curve, int channels) {
    this.reference = new ScalarFloatKernel(curve, channels);
    this.curve = curve;
    this.channels = channels;
    this.order = Interleaved.order(channels);
  }

  @Override
  public void convert(MemorySegment in, long inAt, MemorySegment out, long outAt, int pixels) {
    long pixelBytes = (long) channels * Float.BYTES;
    int last = Interleaved.lastFull(pixels, channels);
    FloatVector gain = FloatVector.broadcast(FLOATS, curve.gain());
    FloatVector a = FloatVector.broadcast(FLOATS, curve.a());
    FloatVector b = FloatVector.broadcast(FLOATS, curve.b());
    FloatVector c = FloatVector.broadcast(FLOATS, curve.c());
    FloatVector d = FloatVector.broadcast(FLOATS, curve.d());
    FloatVector e = FloatVector.broadcast(FLOATS, curve.e());
    FloatVector newton = FloatVector.broadcast(FLOATS, DisplayCurve.NEWTON);
    FloatVector curve0 = FloatVector.broadcast(FLOATS, DisplayCurve.CURVE_0);
    FloatVector curve1 = FloatVector.broadcast(FLOATS, DisplayCurve.CURVE_1);
    FloatVector curve2 = FloatVector.broadcast(FLOATS, DisplayCurve.CURVE_2);
    FloatVector curve3 = FloatVector.broadcast(FLOATS, DisplayCurve.CURVE_3);
    FloatVector curve4 = FloatVector.broadcast(FLOATS, DisplayCurve.CURVE_4);
    IntVector magic = IntVector.broadcast(INTS, DisplayCurve.FOURTH_ROOT_MAGIC);
    IntVector opaque = Interleaved.opaque();
    int i = 0;
    for (; i <= last; i += Interleaved.PIXELS) {
      FloatVector x =
          FloatVector.fromMemorySegment(FLOATS, in, inAt + i * pixelBytes, ByteOrder.LITTLE_ENDIAN)
              .rearrange(order)
              .mul(gain);
      x =
          FloatVector.broadcast(FLOATS, DisplayCurve.DARKEST)
              .blend(x, x.compare(VectorOperators.GT, DisplayCurve.DARKEST));
      x =
          FloatVector.broadcast(FLOATS, DisplayCurve.BRIGHTEST)
              .blend(x, x.compare(VectorOperators.LT, DisplayCurve.BRIGHTEST));
      FloatVector over = x.mul(x.fma(a, b));
      FloatVector under = x.fma(x.fma(c, d), e);
      FloatVector quartic = over.mul(over).mul(over).mul(under);
      FloatVector quarter = quartic.mul(-0.25f);
      FloatVector y =
          magic
              .sub(quartic.reinterpretAsInts().lanewise(VectorOperators.LSHR, 2))
              .reinterpretAsFloats();
      FloatVector square = y.mul(y);
      y = y.mul(quarter.mul(square).fma(square, newton));
      square = y.mul(y);
      y = y.mul(quarter.mul(square).fma(square, newton));
      FloatVector root = over.mul(y);
      root = FloatVector.broadcast(FLOATS, 1f).blend(root, root.compare(VectorOperators.LT, 1f));
      FloatVector rootSquare = root.mul(root);
      FloatVector code =
          rootSquare
              .mul(DisplayCurve.LINE_SLOPE)
              .mul(rootSquare)
              .blend(
                  root.fma(curve4, curve3).fma(root, curve2).fma(root, curve1).fma(root, curve0),
                  root.compare(VectorOperators.GT, DisplayCurve.LINE_END))
              .add(DisplayCurve.ROUND);
      ((ByteVector) code.reinterpretAsInts().or(opaque).convertShape(VectorOperators.I2B, BYTES, 0))
          .intoMemorySegment(out, outAt + i * 4L, ByteOrder.LITTLE_ENDIAN);
    }
    reference.convert(in, inAt + i * pixelBytes, out, outAt + i * 4L, pixels - i);
  }
}
