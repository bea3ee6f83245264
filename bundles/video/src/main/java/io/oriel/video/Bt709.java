package io.oriel.video;

/**
 * Full-range R'G'B' to limited-range Y'CbCr, 8 bits, in fixed point. The matrix is that of
 * Recommendation ITU-R BT.709-6, part 3 (luma 0.2126, 0.7152, 0.0722); the ranges, 16 to 235 and 16
 * to 240, are those of its part 4.
 *
 * <p>Luma has 10 fractional bits. Its red and blue weights are small enough for one 32-bit
 * multiplication to do both: with a pixel's red in the upper and its blue in the lower half of a
 * word, the upper half of {@code word * RED_BLUE} is {@code red * R + blue * B}, and nothing
 * carries over from below. Chroma has 16 fractional bits and is taken from the sum of the four
 * pixels that share it, so its shift is two bits wider.
 */
final class Bt709 {
  static final int LUMA_SHIFT = 10;
  static final int LUMA_RED = 187;
  static final int LUMA_GREEN = 629;
  static final int LUMA_BLUE = 63;
  static final int LUMA_RED_BLUE = LUMA_BLUE << 16 | LUMA_RED;

  /** Black level 16, and one half for rounding. */
  static final int LUMA_OFFSET = (16 << LUMA_SHIFT) + (1 << LUMA_SHIFT - 1);

  static final int CHROMA_SHIFT = 18;
  static final int CB_RED = -6596;
  static final int CB_GREEN = -22188;
  static final int CB_BLUE = 28784;
  static final int CR_RED = 28784;
  static final int CR_GREEN = -26145;
  static final int CR_BLUE = -2639;

  /** Neutral level 128, and one half for rounding. */
  static final int CHROMA_OFFSET = (128 << CHROMA_SHIFT) + (1 << CHROMA_SHIFT - 1);

  private Bt709() {}

  /** Luma of a pixel whose bytes in memory are blue, green, red, alpha. */
  static int luma(int bgra) {
    int red = bgra >>> 16 & 0xff;
    int green = bgra >>> 8 & 0xff;
    int blue = bgra & 0xff;
    return (red * LUMA_RED + green * LUMA_GREEN + blue * LUMA_BLUE + LUMA_OFFSET) >>> LUMA_SHIFT;
  }

  /** Blue difference from the sums of four pixels. */
  static int cb(int red, int green, int blue) {
    return (red * CB_RED + green * CB_GREEN + blue * CB_BLUE + CHROMA_OFFSET) >>> CHROMA_SHIFT;
  }

  /** Red difference from the sums of four pixels. */
  static int cr(int red, int green, int blue) {
    return (red * CR_RED + green * CR_GREEN + blue * CR_BLUE + CHROMA_OFFSET) >>> CHROMA_SHIFT;
  }
}
