package io.oriel.aov.segmentation;

import static jdk.incubator.vector.VectorOperators.EQ;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LSHR;
import static jdk.incubator.vector.VectorOperators.XOR;

import io.oriel.aov.rows.RowKernel;
import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorSpecies;

/** The arithmetic of {@link IdColor#of} on as many ids as a vector register holds. */
final class VectorIdKernel implements RowKernel {
  private static final VectorSpecies<Integer> SPECIES = IntVector.SPECIES_PREFERRED;
  private static final int LANES = SPECIES.length();

  private final RowKernel reference = new ScalarIdKernel();

  @Override
  public void convert(MemorySegment in, long inAt, MemorySegment out, long outAt, int pixels) {
    IntVector brightest = IntVector.broadcast(SPECIES, IdColor.BRIGHTEST);
    int i = 0;
    for (; i <= pixels - LANES; i += LANES) {
      IntVector id =
          IntVector.fromMemorySegment(SPECIES, in, inAt + i * 4L, ByteOrder.LITTLE_ENDIAN);
      IntVector hash = id.lanewise(XOR, id.lanewise(LSHR, 16)).mul(IdColor.FACTOR_1);
      hash = hash.lanewise(XOR, hash.lanewise(LSHR, 15)).mul(IdColor.FACTOR_2);
      hash = hash.lanewise(XOR, hash.lanewise(LSHR, 16));
      IntVector channel = hash.lanewise(LSHR, 24).mul(3).lanewise(LSHR, 8);
      hash.and(IdColor.SEVEN_BITS)
          .add(IdColor.DIMMEST)
          .or(brightest.lanewise(LSHL, channel.lanewise(LSHL, 3)))
          .blend(0, id.compare(EQ, 0))
          .or(IdColor.OPAQUE)
          .intoMemorySegment(out, outAt + i * 4L, ByteOrder.LITTLE_ENDIAN);
    }
    reference.convert(in, inAt + i * 4L, out, outAt + i * 4L, pixels - i);
  }
}
