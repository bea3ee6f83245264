package io.oriel.renderer.preview;

import static io.oriel.renderer.preview.TriangleRecords.*;

/**
 * Removes the stairs along edges. The visibility buffer tells which triangle every pixel shows, so
 * the place at which its edge passes between the centres of two pixels is known exactly; the pixel
 * in which it passes takes that share of its neighbour's colour. (The idea of Persson, "Geometric
 * Antialiasing Methods", GPU Pro 3, 2012; here without extra buffers.)
 */
final class EdgeSmoothing {
  static final int LEFT = 1;
  static final int RIGHT = 2;
  static final int ABOVE = 4;
  static final int BELOW = 8;

  private static final float SUBPIXEL = 1f / Screen.SUBPIXELS;

  private EdgeSmoothing() {}

  /**
   * The colour of a tile's pixel with its edges smoothed.
   *
   * @param here index of the pixel in the tile
   * @param x its column in the picture
   * @param y its row in the picture
   * @param sides where a clearly different surface adjoins, see {@link #LEFT}
   */
  static int smooth(int[] edges, TileBuffers tile, int here, int x, int y, int sides) {
    float share = 0;
    int from = here;
    for (int left = sides; left != 0; left &= left - 1) {
      int side = Integer.lowestOneBit(left);
      int dx = side == LEFT ? -1 : side == RIGHT ? 1 : 0;
      int dy = side == ABOVE ? -1 : side == BELOW ? 1 : 0;
      int there = here + dy * Screen.TILE + dx;
      float part = share(edges, tile, here, there, x, y, dx, dy);
      if (part > share) {
        share = part;
        from = there;
      }
    }
    return from == here ? tile.colors[here] : mix(tile.colors[here], tile.colors[from], share);
  }

  /** How much of the pixel at x, y belongs to its neighbour's surface, 0 to 0.5. */
  private static float share(
      int[] edges, TileBuffers tile, int here, int there, int x, int y, int dx, int dy) {
    // Where nothing is, depth is negative: whatever is seen lies in front.
    if (tile.depth[here] >= tile.depth[there]) {
      return 0.5f - exit(edges, tile.ids[here], x, y, dx, dy);
    }
    return exit(edges, tile.ids[there], x + dx, y + dy, -dx, -dy) - 0.5f;
  }

  /**
   * Distance from a covered pixel's centre to where its triangle ends, at most 1; 0.5 if unknown.
   */
  private static float exit(int[] edges, int id, int x, int y, int dx, int dy) {
    if (edges[id + WHOLE] == 0) {
      return 0.5f;
    }
    int px = (x << Screen.SUBPIXEL_SHIFT) + Screen.SUBPIXELS / 2;
    int py = (y << Screen.SUBPIXEL_SHIFT) + Screen.SUBPIXELS / 2;
    float first = exit(edges, id + X0, id + X1, px, py, dx, dy);
    float second = exit(edges, id + X1, id + X2, px, py, dx, dy);
    float third = exit(edges, id + X2, id + X0, px, py, dx, dy);
    return Math.min(Math.min(first, second), third);
  }

  private static float exit(int[] edges, int a, int b, int px, int py, int dx, int dy) {
    int right = edges[a + 1] - edges[b + 1];
    int down = edges[b] - edges[a];
    int rate = right * dx + down * dy;
    if (rate >= 0) {
      return 1f;
    }
    float value = (float) right * (px - edges[a]) + (float) down * (py - edges[a + 1]);
    return Math.min(value * -SUBPIXEL / rate, 1f);
  }

  private static int mix(int color, int other, float share) {
    int mixed = 0xff000000;
    for (int shift = 0; shift < 24; shift += 8) {
      float from = Srgb.DECODE[color >> shift & 0xff];
      float to = Srgb.DECODE[other >> shift & 0xff];
      mixed |= Srgb.ENCODE[(int) ((from + (to - from) * share) * Srgb.ONE + 0.5f)] << shift;
    }
    return mixed;
  }
}
