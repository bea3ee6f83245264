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
  public long find(int[] ids, int[] colors, int at, int pitch) {
    return find(ids, colors, at, at - 1, at + 1) | find(ids, colors, at, at - pitch, at + pitch);
  }

  private static long find(int[] ids, int[] colors, int at, int before, int after) {
    long found = 0;
    for (int i = 0; i < Screen.TILE; i += LANES) {
      IntVector id = IntVector.fromArray(I, ids, at + i);
      VectorMask<Integer> otherBefore =
          id.compare(VectorOperators.NE, IntVector.fromArray(I, ids, before + i));
      VectorMask<Integer> otherAfter =
          id.compare(VectorOperators.NE, IntVector.fromArray(I, ids, after + i));
      if (otherBefore.or(otherAfter).anyTrue()) {
        ByteVector color = IntVector.fromArray(I, colors, at + i).reinterpretAsBytes();
        ByteVector first = IntVector.fromArray(I, colors, before + i).reinterpretAsBytes();
        ByteVector second = IntVector.fromArray(I, colors, after + i).reinterpretAsBytes();
        // Saturating both ways and joining the results gives the absolute difference.
        VectorMask<Integer> seenBefore =
            color
                .lanewise(VectorOperators.SUSUB, first)
                .or(first.lanewise(VectorOperators.SUSUB, color))
                .reinterpretAsInts()
                .and(VISIBLE)
                .compare(VectorOperators.NE, 0)
                .and(otherBefore);
        VectorMask<Integer> seenAfter =
            color
                .lanewise(VectorOperators.SUSUB, second)
                .or(second.lanewise(VectorOperators.SUSUB, color))
                .reinterpretAsInts()
                .and(VISIBLE)
                .compare(VectorOperators.NE, 0)
                .and(otherAfter);
        found |= seenBefore.or(seenAfter).toLong() << i;
      }
    }
    return found;
  }
}
