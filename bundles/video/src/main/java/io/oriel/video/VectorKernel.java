package io.oriel.video;

import static jdk.incubator.vector.VectorOperators.I2B;
import static jdk.incubator.vector.VectorOperators.I2S;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LSHR;
import static jdk.incubator.vector.VectorOperators.S2B;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/**
 * The same arithmetic as {@link ScalarKernel} on as many pixels as a register holds. The last block
 * of a row overlaps the one before instead of reading past the end; a row narrower than a block
 * goes to the scalar twin.
 *
 * <p>The shape of the code is measured: the compiler stops inlining when a method has grown to many
 * vector operations, and then allocates megabytes a frame and is slower than the scalar twin. So
 * luma, chroma and the split of chroma are methods of their own, and the chroma arithmetic is not
 * in further ones.
 */
final class VectorKernel implements RowKernel {
  private static final ByteOrder ORDER = ByteOrder.LITTLE_ENDIAN;
  private static final VectorSpecies<Integer> PIXELS = IntVector.SPECIES_PREFERRED;
  private static final int LANES = PIXELS.length();
  private static final VectorSpecies<Byte> BYTES =
      VectorSpecies.of(byte.class, VectorShape.forBitSize(Math.max(64, LANES * Byte.SIZE)));
  private static final VectorSpecies<Short> SHORTS =
      VectorSpecies.of(short.class, VectorShape.forBitSize(Math.max(64, LANES * Short.SIZE)));
  private static final VectorShuffle<Integer> EVEN_LANES =
      VectorShuffle.fromOp(PIXELS, lane -> 2 * lane % LANES);
  private static final VectorMask<Integer> UPPER_HALF =
      VectorMask.fromLong(PIXELS, -1L << LANES / 2 & (1L << LANES) - 1);
  private static final int RED_AND_BLUE = 0x00ff00ff;

  private final RowKernel narrow = new ScalarKernel();

  /** False where a register holds too few pixels for the narrowing stores to fit. */
  static boolean supported() {
    return LANES >= 8;
  }

  @Override
  public void luma(MemorySegment from, long row, MemorySegment to, long luma, int width) {
    if (width < LANES) {
      narrow.luma(from, row, to, luma, width);
      return;
    }
    for (int block = 0; block < width; block += LANES) {
      int x = Math.min(block, width - LANES);
      IntVector pixels = IntVector.fromMemorySegment(PIXELS, from, row + 4L * x, ORDER);
      IntVector value =
          pixels
              .and(RED_AND_BLUE)
              .mul(Bt709.LUMA_RED_BLUE)
              .lanewise(LSHR, 16)
              .add(pixels.lanewise(LSHR, 8).and(0xff).mul(Bt709.LUMA_GREEN))
              .add(Bt709.LUMA_OFFSET)
              .lanewise(LSHR, Bt709.LUMA_SHIFT);
      storeBytes(value, to, luma + x);
    }
  }

  @Override
  public void chromaPairs(
      MemorySegment from, long upper, long lower, MemorySegment to, long chroma, int width) {
    if (width < 2 * LANES) {
      narrow.chromaPairs(from, upper, lower, to, chroma, width);
      return;
    }
    for (int block = 0; block < width; block += 2 * LANES) {
      int x = Math.min(block, width - 2 * LANES);
      IntVector upperLeft = pixels(from, upper + 4L * x);
      IntVector lowerLeft = pixels(from, lower + 4L * x);
      IntVector upperRight = pixels(from, upper + 4L * (x + LANES));
      IntVector lowerRight = pixels(from, lower + 4L * (x + LANES));
      IntVector redBlue =
          join(
              neighboursAdded(upperLeft.and(RED_AND_BLUE).add(lowerLeft.and(RED_AND_BLUE))),
              neighboursAdded(upperRight.and(RED_AND_BLUE).add(lowerRight.and(RED_AND_BLUE))));
      IntVector green =
          join(
              neighboursAdded(green(upperLeft).add(green(lowerLeft))),
              neighboursAdded(green(upperRight).add(green(lowerRight))));
      IntVector red = redBlue.lanewise(LSHR, 16);
      IntVector blue = redBlue.and(0xffff);
      IntVector cb =
          blue.mul(Bt709.CB_BLUE)
              .add(red.mul(Bt709.CB_RED))
              .add(green.mul(Bt709.CB_GREEN))
              .add(Bt709.CHROMA_OFFSET)
              .lanewise(LSHR, Bt709.CHROMA_SHIFT);
      IntVector cr =
          red.mul(Bt709.CR_RED)
              .add(green.mul(Bt709.CR_GREEN))
              .add(blue.mul(Bt709.CR_BLUE))
              .add(Bt709.CHROMA_OFFSET)
              .lanewise(LSHR, Bt709.CHROMA_SHIFT);
      ((ShortVector) cb.or(cr.lanewise(LSHL, 8)).convertShape(I2S, SHORTS, 0))
          .intoMemorySegment(to, chroma + x, ORDER);
    }
  }

  @Override
  public void split(MemorySegment from, long pairs, MemorySegment to, long cb, long cr, int count) {
    if (count < LANES) {
      narrow.split(from, pairs, to, cb, cr, count);
      return;
    }
    for (int block = 0; block < count; block += LANES) {
      int x = Math.min(block, count - LANES);
      ShortVector both = ShortVector.fromMemorySegment(SHORTS, from, pairs + 2L * x, ORDER);
      ((ByteVector) both.convertShape(S2B, BYTES, 0)).intoMemorySegment(to, cb + x, ORDER);
      ((ByteVector) both.lanewise(LSHR, 8).convertShape(S2B, BYTES, 0))
          .intoMemorySegment(to, cr + x, ORDER);
    }
  }

  private static IntVector green(IntVector pixels) {
    return pixels.lanewise(LSHR, 8).and(0xff);
  }

  private static IntVector pixels(MemorySegment from, long offset) {
    return IntVector.fromMemorySegment(PIXELS, from, offset, ORDER);
  }

  /** In every even lane its sum with the odd lane beside it; the odd lanes are left over. */
  private static IntVector neighboursAdded(IntVector lanes) {
    LongVector pairs = lanes.reinterpretAsLongs();
    return pairs.add(pairs.lanewise(LSHR, 32)).reinterpretAsInts();
  }

  /** The even lanes of both. */
  private static IntVector join(IntVector left, IntVector right) {
    return left.rearrange(EVEN_LANES).blend(right.rearrange(EVEN_LANES), UPPER_HALF);
  }

  private static void storeBytes(IntVector values, MemorySegment to, long offset) {
    ((ByteVector) values.convertShape(I2B, BYTES, 0)).intoMemorySegment(to, offset, ORDER);
  }
}
