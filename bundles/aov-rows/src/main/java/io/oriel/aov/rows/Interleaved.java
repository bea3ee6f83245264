package io.oriel.aov.rows;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/** Pixels of 32-bit channels in vector lanes: one lane a channel, blue, green, red and alpha. */
public final class Interleaved {
  public static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
  public static final VectorSpecies<Integer> INTS = IntVector.SPECIES_PREFERRED;

  /** Lanes, a multiple of four. */
  public static final int LANES = INTS.length();

  /** Pixels that fit the lanes. */
  public static final int PIXELS = LANES / 4;

  /** The lanes of red, green and blue. */
  public static final VectorMask<Integer> COLOR =
      VectorMask.fromLong(INTS, 0x7777_7777_7777_7777L & (1L << LANES) - 1);

  /** The lowest bytes of the lanes: the pixels as they are written. */
  public static final VectorSpecies<Byte> BYTES =
      VectorSpecies.of(byte.class, VectorShape.forBitSize(LANES * Byte.SIZE));

  private Interleaved() {}

  /**
   * Brings lanes as they lie in memory, red first, into our order. Alpha gets something finite.
   *
   * @param channels of a pixel in memory, 3 or 4
   */
  public static VectorShuffle<Float> order(int channels) {
    return VectorShuffle.fromOp(
        FLOATS,
        lane -> {
          int channel = lane % 4;
          return lane / 4 * channels + (channel == 3 ? 0 : 2 - channel);
        });
  }

  /**
   * The last pixel at which all lanes can be loaded without reading behind the row.
   *
   * @return may be negative
   */
  public static int lastFull(int pixels, int channels) {
    return pixels - (LANES + channels - 1) / channels;
  }

  /** The lowest byte of alpha set. */
  public static IntVector opaque() {
    return IntVector.zero(INTS).blend(255, COLOR.not());
  }
}
