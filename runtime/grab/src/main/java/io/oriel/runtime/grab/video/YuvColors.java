package io.oriel.runtime.grab.video;

/**
 * From luma and colour differences to RGB (ITU-R BT.601-7 and BT.709-6).
 *
 * @param offset of luma: 16 in limited range
 * @param gain of luma
 * @param crToRed share of a colour difference in a colour
 * @param cbToGreen the same
 * @param crToGreen the same
 * @param cbToBlue the same
 */
record YuvColors(
    int offset, double gain, double crToRed, double cbToGreen, double crToGreen, double cbToBlue) {

  static YuvColors bt601(boolean fullRange) {
    return of(0.299, 0.114, fullRange);
  }

  static YuvColors bt709(boolean fullRange) {
    return of(0.2126, 0.0722, fullRange);
  }

  private static YuvColors of(double red, double blue, boolean fullRange) {
    double green = 1 - red - blue;
    double chroma = fullRange ? 1 : 255.0 / 224;
    return new YuvColors(
        fullRange ? 0 : 16,
        fullRange ? 1 : 255.0 / 219,
        chroma * 2 * (1 - red),
        chroma * 2 * (1 - blue) * blue / green,
        chroma * 2 * (1 - red) * red / green,
        chroma * 2 * (1 - blue));
  }

  /** The colour as 0xRRGGBB; each sample 0 to 255. */
  int rgb(int luma, int cb, int cr) {
    double bright = (luma - offset) * gain;
    int red = level(bright + (cr - 128) * crToRed);
    int green = level(bright - (cb - 128) * cbToGreen - (cr - 128) * crToGreen);
    int blue = level(bright + (cb - 128) * cbToBlue);
    return red << 16 | green << 8 | blue;
  }

  private static int level(double value) {
    return (int) Math.clamp(Math.round(value), 0L, 255L);
  }
}
