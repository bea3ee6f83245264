package io.oriel.aov.color;

import io.oriel.aov.rows.RowKernel;
import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/**
 * A register of packed pixels spread to one pixel a lane: each lane takes the word in which its
 * three bytes begin and the one behind, and shifts both.
 */
final class VectorRgbKernel implements RowKernel {
  private static final VectorSpecies<Integer> SPECIES = IntVector.SPECIES_PREFERRED;
  private static final int LANES = SPECIES.length();
  private static final VectorShuffle<Integer> FIRST_WORD =
      VectorShuffle.fromOp(SPECIES, lane -> lane * 3 / 4);
  private static final VectorShuffle<Integer> NEXT_WORD =
      VectorShuffle.fromOp(SPECIES, lane -> Math.min(lane * 3 / 4 + 1, LANES - 1));
  private static final IntVector SHIFT =
      IntVector.zero(SPECIES).addIndex(1).mul(3).and(3).mul(Byte.SIZE);

  /** A shift by 32 would be none, so the words behind are shifted by one, then by the rest. */
  private static final IntVector SHIFT_BACK = SHIFT.neg().add(Integer.SIZE - 1);

  private final RowKernel reference = new ScalarRgbKernel();

  @Override
  public void convert(MemorySegment in, long inAt, MemorySegment out, long outAt, int pixels) {
    int i = 0;
    for (; i * 3 <= pixels * 3 - LANES * 4; i += LANES) {
      IntVector words =
          IntVector.fromMemorySegment(SPECIES, in, inAt + i * 3L, ByteOrder.LITTLE_ENDIAN);
      IntVector rgb =
          words
              .rearrange(FIRST_WORD)
              .lanewise(VectorOperators.LSHR, SHIFT)
              .or(
                  words
                      .rearrange(NEXT_WORD)
                      .lanewise(VectorOperators.LSHL, 1)
                      .lanewise(VectorOperators.LSHL, SHIFT_BACK));
      IntVector redAndBlue = rgb.and(0x00FF00FF);
      rgb.or(0xFF000000)
          .and(0xFF00FF00)
          .or(redAndBlue.lanewise(VectorOperators.ROL, 16))
          .intoMemorySegment(out, outAt + i * 4L, ByteOrder.LITTLE_ENDIAN);
    }
    reference.convert(in, inAt + i * 3L, out, outAt + i * 4L, pixels - i);
  }
}
