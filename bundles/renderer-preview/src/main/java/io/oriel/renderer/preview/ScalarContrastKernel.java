package io.oriel.renderer.preview;

/** The search for contrast in plain Java. */
final class ScalarContrastKernel implements ContrastKernel {
  @Override
  public long find(int[] ids, int[] colors, int at, int pitch) {
    long found = 0;
    for (int i = 0; i < Screen.TILE; i++) {
      int here = at + i;
      if (differs(ids, colors, here, here - 1)
          || differs(ids, colors, here, here + 1)
          || differs(ids, colors, here, here - pitch)
          || differs(ids, colors, here, here + pitch)) {
        found |= 1L << i;
      }
    }
    return found;
  }

  private static boolean differs(int[] ids, int[] colors, int a, int b) {
    return ids[a] != ids[b] && differs(colors[a], colors[b]);
  }

  static boolean differs(int a, int b) {
    return Math.abs((a & 0xff) - (b & 0xff)) >= THRESHOLD
        || Math.abs((a >> 8 & 0xff) - (b >> 8 & 0xff)) >= THRESHOLD
        || Math.abs((a >> 16 & 0xff) - (b >> 16 & 0xff)) >= THRESHOLD;
  }
}
