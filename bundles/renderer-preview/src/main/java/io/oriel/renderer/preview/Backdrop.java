package io.oriel.renderer.preview;

/** The background: a still, neutral gradient, drawn once. */
final class Backdrop {
  // 8-bit sRGB: slate above, a lighter haze at the height of the horizon, dark below.
  private static final double[] TOP = {58, 64, 72};
  private static final double[] MIDDLE = {96, 102, 110};
  private static final double[] BOTTOM = {38, 41, 46};
  private static final double HORIZON = 0.58;

  /** How much darker the corners are. */
  private static final double VIGNETTE = 0.22;

  private static final int[] BAYER = {0, 8, 2, 10, 12, 4, 14, 6, 3, 11, 1, 9, 15, 7, 13, 5};

  private Backdrop() {}

  /** Colours laid out as {@link Screen} says, red in the lowest byte. */
  static int[] paint(Screen screen) {
    int[] colors = new int[screen.bufferLength()];
    for (int y = 0; y < screen.tilesY * Screen.TILE; y++) {
      double v = Math.min(1, (y + 0.5) / screen.height);
      for (int x = 0; x < screen.tilesX * Screen.TILE; x++) {
        double u = Math.min(1, (x + 0.5) / screen.width);
        colors[screen.index(x, y)] = color(u, v, x, y);
      }
    }
    return colors;
  }

  private static int color(double u, double v, int x, int y) {
    boolean above = v < HORIZON;
    double t = above ? smooth(v / HORIZON) : smooth((v - HORIZON) / (1 - HORIZON));
    double[] from = above ? TOP : MIDDLE;
    double[] to = above ? MIDDLE : BOTTOM;
    double dx = 2 * u - 1;
    double dy = 2 * v - 1;
    double shade = 1 - VIGNETTE * smooth(Math.min(1, (dx * dx + dy * dy) / 2));
    // An ordered dither keeps the slow gradient from showing bands.
    double dither = (BAYER[(y & 3) * 4 + (x & 3)] + 0.5) / 16;
    int color = 0xff000000;
    for (int k = 0; k < 3; k++) {
      double value = (from[k] + (to[k] - from[k]) * t) * shade;
      color |= (int) (value + dither) << 8 * k;
    }
    return color;
  }

  private static double smooth(double t) {
    return t * t * (3 - 2 * t);
  }
}
