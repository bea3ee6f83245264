package io.oriel.renderer.preview;

/** The background: a still, neutral gradient, painted once, when it is first needed. */
final class Backdrop {
  // 8-bit sRGB: slate above, a lighter haze at the height of the horizon, dark below.
  private static final double[] TOP = {58, 64, 72};
  private static final double[] MIDDLE = {96, 102, 110};
  private static final double[] BOTTOM = {38, 41, 46};
  private static final double HORIZON = 0.58;

  /** How much darker the corners are. */
  private static final double VIGNETTE = 0.22;

  private static final int[] BAYER = {0, 8, 2, 10, 12, 4, 14, 6, 3, 11, 1, 9, 15, 7, 13, 5};

  /** Pixels painted beyond each side of the picture, where the tiles' buffers reach out. */
  private static final int MARGIN = Screen.TILE;

  private final Screen screen;
  private final int pitch;
  private int[] colors = {};

  Backdrop(Screen screen) {
    this.screen = screen;
    this.pitch = screen.width + 2 * MARGIN;
  }

  /** Paints it unless that is done. Render thread. */
  void paint() {
    if (colors.length > 0) {
      return;
    }
    colors = new int[pitch * (screen.height + 2 * MARGIN)];
    for (int y = -MARGIN; y < screen.height + MARGIN; y++) {
      double v = Math.clamp((y + 0.5) / screen.height, 0, 1);
      for (int x = -MARGIN; x < screen.width + MARGIN; x++) {
        double u = Math.clamp((x + 0.5) / screen.width, 0, 1);
        colors[index(x, y)] = color(u, v, x, y);
      }
    }
  }

  private int index(int x, int y) {
    return (y + MARGIN) * pitch + x + MARGIN;
  }

  /** A pixel: red in the lowest byte, then green, blue and alpha; sRGB. */
  int color(int x, int y) {
    return colors[index(x, y)];
  }

  /** Copies {@code count} pixels of a row, from column x on. */
  void copy(int x, int y, int count, int[] into, int at) {
    System.arraycopy(colors, index(x, y), into, at, count);
  }

  /**
   * Copies some pixels of a row.
   *
   * @param x column of the pixel for which the lowest bit stands
   * @param bits the pixels to write
   */
  void copyBits(int x, int y, int bits, int[] into, int at) {
    int from = index(x, y);
    for (int left = bits; left != 0; left &= left - 1) {
      int pixel = Integer.numberOfTrailingZeros(left);
      into[at + pixel] = colors[from + pixel];
    }
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
