package io.oriel.aov.segmentation;

/**
 * The colour of an id. The hash is lowbias32 of Wellons 2018 ("Prospecting for Hash Functions"), a
 * bijection that spreads neighbouring ids. Its upper byte chooses the channel that is brightest,
 * 192 to 255; the others take 64 to 191 from it.
 */
final class IdColor {
  static final int FACTOR_1 = 0x7feb352d;
  static final int FACTOR_2 = 0x846ca68b;

  static final int OPAQUE = 0xFF000000;
  static final int SEVEN_BITS = 0x007F7F7F;
  static final int DIMMEST = 0x00404040;
  static final int BRIGHTEST = 0xC0;

  private IdColor() {}

  /** A BGRA word; black for 0. The vector kernel calculates like this. */
  static int of(int id) {
    if (id == 0) {
      return OPAQUE;
    }
    int hash = (id ^ id >>> 16) * FACTOR_1;
    hash = (hash ^ hash >>> 15) * FACTOR_2;
    hash ^= hash >>> 16;
    int channel = (hash >>> 24) * 3 >>> 8;
    return (hash & SEVEN_BITS) + DIMMEST | BRIGHTEST << channel * 8 | OPAQUE;
  }
}
