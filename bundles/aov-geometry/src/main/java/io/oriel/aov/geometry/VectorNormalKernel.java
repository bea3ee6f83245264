package io.oriel.aov.geometry;

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
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShuffle;

/** The arithmetic of {@link NormalColor#of} on as many components as a vector register holds. */
final class VectorNormalKernel implements RowKernel {
  /** The lane of blue of each pixel, four lanes apart. */
  private static final long FIRST_LANES = 0x1111_1111_1111_1111L;

  private static final long ALL_FOUR = 0xf;

  private final RowKernel reference;
  private final int channels;
  private final VectorShuffle<Float> order;

  VectorNormalKernel(int channels) {
    this.reference = new ScalarNormalKernel(channels);
    this.channels = channels;
    this.order = Interleaved.order(channels);
  }

  @Override
  public void convert(MemorySegment in, long inAt, MemorySegment out, long outAt, int pixels) {
    long pixelBytes = (long) channels * Float.BYTES;
    int last = Interleaved.lastFull(pixels, channels);
    FloatVector scale = FloatVector.broadcast(FLOATS, NormalColor.SCALE);
    FloatVector zero = FloatVector.zero(FLOATS);
    FloatVector most = FloatVector.broadcast(FLOATS, 255f);
    IntVector opaque = Interleaved.opaque();
    int i = 0;
    for (; i <= last; i += Interleaved.PIXELS) {
      // The lane of alpha holds red again.
      FloatVector normal =
          FloatVector.fromMemorySegment(FLOATS, in, inAt + i * pixelBytes, ByteOrder.LITTLE_ENDIAN)
              .rearrange(order);
      FloatVector code = normal.fma(scale, scale);
      code = zero.blend(code, code.compare(VectorOperators.GT, 0f));
      code = most.blend(code, code.compare(VectorOperators.LT, 255f)).add(NormalColor.ROUND);
      long some = inPixels(normal.compare(VectorOperators.NE, 0f).toLong());
      long broken = inPixels(normal.test(VectorOperators.IS_NAN).toLong());
      VectorMask<Integer> seen = VectorMask.fromLong(INTS, some & ~broken);
      ((ByteVector)
              code.reinterpretAsInts()
                  .blend(0, seen.not())
                  .or(opaque)
                  .convertShape(VectorOperators.I2B, BYTES, 0))
          .intoMemorySegment(out, outAt + i * 4L, ByteOrder.LITTLE_ENDIAN);
    }
    reference.convert(in, inAt + i * pixelBytes, out, outAt + i * 4L, pixels - i);
  }

  /** All lanes of the pixels of which any lane is set. */
  private static long inPixels(long lanes) {
    return ((lanes | lanes >>> 1 | lanes >>> 2 | lanes >>> 3) & FIRST_LANES) * ALL_FOUR;
  }
}
