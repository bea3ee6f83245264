package io.oriel.renderer.preview;

/** The search for contrast in plain Java. */
final class ScalarContrastKernel implements ContrastKernel {
  @Override
  public long find(int[] ids, int[] colors, int at, int offset) {
    long found = 0;
    for (int i = at; i < at + Screen.TILE; i++) {
      if (ids[i] != ids[i + offset] && visible(colors[i], colors[i + offset])) {
        found |= 1L << i - at;
      }
    }
    return found;
  }

  private static boolean visible(int a, int b) {
    return Math.abs((a & 0xff) - (b & 0xff)) >= THRESHOLD
        || Math.abs((a >> 8 & 0xff) - (b >> 8 & 0xff)) >= THRESHOLD
        || Math.abs((a >> 16 & 0xff) - (b >> 16 & 0xff)) >= THRESHOLD;
  }
}
