package io.oriel.renderer.preview;

import static io.oriel.renderer.preview.TriangleRecords.*;

import java.util.Arrays;

/**
 * Removes the stairs along edges. The visibility buffer tells which triangle every pixel shows, so
 * the place at which its edge passes between the centres of two pixels is known exactly; the pixel
 * in which it passes takes that share of its neighbour's colour. (The idea of Persson, "Geometric
 * Antialiasing Methods", GPU Pro 3, 2012; here without extra buffers.)
 *
 * <p>Each pair of neighbours is looked at once: the edge between them lies in one of the two. Of
 * what its up to four neighbours offer, a pixel takes the largest share. One per thread.
 */
final class EdgeSmoothing {
  private static final float SUBPIXEL = 1f / Screen.SUBPIXELS;

  /** Largest share offered to each pixel of two rows: even ones in the first half, odd behind. */
  private final float[] shares = new float[2 * Screen.TILE];

  /** Index in the tile of the pixel that offers it. */
  private final int[] donors = new int[2 * Screen.TILE];

  /** Before the first row of a tile. */
  void begin() {
    Arrays.fill(shares, 0);
  }

  /**
   * Looks at pixels and their neighbours to the right.
   *
   * @param x column of the tile's first pixel in the picture
   * @param y the row in the picture
   * @param row the row in the tile
   * @param pairs bit i set: pixels i and i + 1 of the row show clearly different surfaces
   */
  void across(int[] edges, TileBuffers tile, int x, int y, int row, long pairs) {
    int slots = slots(row);
    for (long left = pairs; left != 0; left &= left - 1) {
      int column = Long.numberOfTrailingZeros(left);
      int here = row * Screen.TILE + column;
      float share = share(edges, tile, here, here + 1, x + column, y, 1, 0);
      offer(slots + column, here + 1, share);
      offer(slots + column + 1, here, -share);
    }
  }

  /** Looks at the pixels of a row and their neighbours below; otherwise as {@link #across}. */
  void down(int[] edges, TileBuffers tile, int x, int y, int row, long pairs) {
    int slots = slots(row);
    int slotsBelow = slots(row + 1);
    for (long left = pairs; left != 0; left &= left - 1) {
      int column = Long.numberOfTrailingZeros(left);
      int here = row * Screen.TILE + column;
      float share = share(edges, tile, here, here + Screen.TILE, x + column, y, 0, 1);
      offer(slots + column, here + Screen.TILE, share);
      offer(slotsBelow + column, here, -share);
    }
  }

  private static int slots(int row) {
    return (row & 1) * Screen.TILE;
  }

  private void offer(int slot, int donor, float share) {
    if (share > shares[slot]) {
      shares[slot] = share;
      donors[slot] = donor;
    }
  }

  /**
   * Mixes a row whose pairs have all been looked at and makes room for the next but one.
   *
   * @param pixels those of the row that may have been offered something, a bit each
   * @param into the row's colours
   */
  void finish(int[] colors, int row, long pixels, int[] into) {
    int slots = slots(row);
    for (long left = pixels; left != 0; left &= left - 1) {
      int column = Long.numberOfTrailingZeros(left);
      float share = shares[slots + column];
      if (share > 0) {
        into[column] = mix(into[column], colors[donors[slots + column]], share);
      }
    }
    Arrays.fill(shares, slots, slots + Screen.TILE, 0);
  }

  /**
   * How much of the pixel at x, y belongs to its neighbour's surface, up to 0.5; if negative, how
   * much of the neighbour belongs to the pixel's.
   */
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
