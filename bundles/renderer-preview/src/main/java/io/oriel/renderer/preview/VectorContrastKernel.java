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
    long found = 0;
    for (int i = 0; i < Screen.TILE; i += LANES) {
      int here = at + i;
      IntVector id = IntVector.fromArray(I, ids, here);
      VectorMask<Integer> left = other(id, ids, here - 1);
      VectorMask<Integer> right = other(id, ids, here + 1);
      VectorMask<Integer> above = other(id, ids, here - pitch);
      VectorMask<Integer> below = other(id, ids, here + pitch);
      if (!left.or(right).or(above).or(below).anyTrue()) {
        continue;
      }
      ByteVector color = IntVector.fromArray(I, colors, here).reinterpretAsBytes();
      VectorMask<Integer> contrast =
          left.and(visible(color, colors, here - 1))
              .or(right.and(visible(color, colors, here + 1)))
              .or(above.and(visible(color, colors, here - pitch)))
              .or(below.and(visible(color, colors, here + pitch)));
      found |= contrast.toLong() << i;
    }
    return found;
  }

  private static VectorMask<Integer> other(IntVector id, int[] ids, int at) {
    return id.compare(VectorOperators.NE, IntVector.fromArray(I, ids, at));
  }

  private static VectorMask<Integer> visible(ByteVector color, int[] colors, int at) {
    ByteVector neighbour = IntVector.fromArray(I, colors, at).reinterpretAsBytes();
    ByteVector more = color.lanewise(VectorOperators.SUSUB, neighbour);
    ByteVector less = neighbour.lanewise(VectorOperators.SUSUB, color);
    return more.or(less).reinterpretAsInts().and(VISIBLE).compare(VectorOperators.NE, 0);
  }
}
