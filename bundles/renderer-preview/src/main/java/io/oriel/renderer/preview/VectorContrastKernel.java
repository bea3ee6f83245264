package io.oriel.renderer.preview;

import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** The search for contrast with the Vector API. */
final class VectorContrastKernel implements ContrastKernel {
  private static final VectorSpecies<Integer> I = IntVector.SPECIES_PREFERRED;
  private static final int LANES = I.length();

  @Override
  public long find(int[] ids, int[] colors, int at, int offset) {
    long found = 0;
    for (int i = 0; i < Screen.TILE; i += LANES) {
      int here = at + i;
      int there = here + offset;
      VectorMask<Integer> others =
          IntVector.fromArray(I, ids, here)
              .compare(VectorOperators.NE, IntVector.fromArray(I, ids, there));
      if (others.anyTrue()) {
        ByteVector color = IntVector.fromArray(I, colors, here).reinterpretAsBytes();
        ByteVector other = IntVector.fromArray(I, colors, there).reinterpretAsBytes();
        // Saturating both ways and joining the results gives the absolute difference.
        VectorMask<Integer> seen =
            color
                .lanewise(VectorOperators.SUSUB, other)
                .or(other.lanewise(VectorOperators.SUSUB, color))
                .reinterpretAsInts()
                .and(VISIBLE)
                .compare(VectorOperators.NE, 0);
        found |= seen.and(others).toLong() << i;
      }
    }
    return found;
  }
}
