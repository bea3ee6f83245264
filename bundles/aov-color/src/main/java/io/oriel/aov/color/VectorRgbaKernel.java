package io.oriel.aov.color;

import io.oriel.aov.rows.RowKernel;
import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** As many pixels at a time as a vector register holds; the rest of a row as the reference does. */
final class VectorRgbaKernel implements RowKernel {
  private static final VectorSpecies<Integer> SPECIES = IntVector.SPECIES_PREFERRED;
  private static final int LANES = SPECIES.length();

  private final RowKernel reference = new ScalarRgbaKernel();

  @Override
  public void convert(MemorySegment in, long inAt, MemorySegment out, long outAt, int pixels) {
    int i = 0;
    for (; i <= pixels - LANES; i += LANES) {
      IntVector word =
          IntVector.fromMemorySegment(SPECIES, in, inAt + i * 4L, ByteOrder.LITTLE_ENDIAN);
      IntVector redAndBlue = word.and(0x00FF00FF);
      word.and(0xFF00FF00)
          .or(redAndBlue.lanewise(VectorOperators.ROL, 16))
          .intoMemorySegment(out, outAt + i * 4L, ByteOrder.LITTLE_ENDIAN);
    }
    reference.convert(in, inAt + i * 4L, out, outAt + i * 4L, pixels - i);
  }
}
