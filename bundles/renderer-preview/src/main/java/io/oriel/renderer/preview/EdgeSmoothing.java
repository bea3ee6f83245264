package io.oriel.renderer.preview;

import static io.oriel.renderer.preview.TriangleRecords.*;

/**
 * Removes the stairs along edges. The visibility buffer tells which triangle every pixel shows, so
 * the place at which its edge passes between the centres of two pixels is known exactly; the pixel
 * in which it passes takes that share of its neighbour's colour. (The idea of Persson, "Geometric
 * Antialiasing Methods", GPU Pro 3, 2012; here without extra buffers.)
 */
final class EdgeSmoothing {
  private static final int[] DX = {-1, 1, 0, 0};
  private static final int[] DY = {0, 0, -1, 1};

  private EdgeSmoothing() {}

  /** The colour of the pixel with its edges smoothed. */
  static int smooth(Screen screen, int[] edges, int[] ids, int[] colors, int x, int y) {
    int here = screen.index(x, y);
    int id = ids[here];
    int color = colors[here];
    double share = 0;
    int other = color;
    for (int side = 0; side < 4; side++) {
      int nx = x + DX[side];
      int ny = y + DY[side];
      if (nx < 0 || ny < 0 || nx >= screen.width || ny >= screen.height) {
        continue;
      }
      int there = here + DY[side] * screen.pitch + DX[side];
      if (ids[there] == id) {
        continue;
      }
      double part = share(edges, id, x, y, ids[there], nx, ny);
      if (part > share) {
        share = part;
        other = colors[there];
      }
    }
    return share == 0 ? color : mix(color, other, (float) share);
  }

  /** How much of the pixel at x, y belongs to its neighbour's surface, 0 to 0.5. */
  private static double share(int[] edges, int id, int x, int y, int otherId, int nx, int ny) {
    if (inFront(edges, id, x, y, otherId, nx, ny)) {
      return Math.max(0, 0.5 - exit(edges, id, x, y, nx - x, ny - y));
    }
    return Math.max(0, exit(edges, otherId, nx, ny, x - nx, y - ny) - 0.5);
  }

  private static boolean inFront(
      int[] edges, int id, int x, int y, int otherId, int nx, int ny) {
    if (id == 0 || otherId == 0) {
      return otherId == 0;
    }
    return depth(edges, id, x, y) >= depth(edges, otherId, nx, ny);
  }

  private static float depth(int[] edges, int id, int x, int y) {
    float columns = x + 0.5f - edges[id + X0] / (float) Screen.SUBPIXELS;
    float rows = y + 0.5f - edges[id + Y0] / (float) Screen.SUBPIXELS;
    return Float.intBitsToFloat(edges[id + DEPTH])
        + Float.intBitsToFloat(edges[id + DEPTH_DX]) * columns
        + Float.intBitsToFloat(edges[id + DEPTH_DY]) * rows;
  }

  /** Distance from a covered pixel's centre to where its triangle ends, at most 1; 0.5 if unknown. */
  private static double exit(int[] edges, int id, int x, int y, int dx, int dy) {
    if (edges[id + WHOLE] == 0) {
      return 0.5;
    }
    double first = exit(edges, id + X0, id + X1, x, y, dx, dy);
    double second = exit(edges, id + X1, id + X2, x, y, dx, dy);
    double third = exit(edges, id + X2, id + X0, x, y, dx, dy);
    return Math.min(first, Math.min(second, third));
  }

  private static double exit(int[] edges, int a, int b, int x, int y, int dx, int dy) {
    long right = edges[a + 1] - edges[b + 1];
    long down = edges[b] - edges[a];
    long rate = (right * dx + down * dy) << Screen.SUBPIXEL_SHIFT;
    if (rate >= 0) {
      return 1;
    }
    int half = Screen.SUBPIXELS / 2;
    long px = ((long) x << Screen.SUBPIXEL_SHIFT) + half;
    long py = ((long) y << Screen.SUBPIXEL_SHIFT) + half;
    long value = right * (px - edges[a]) + down * (py - edges[a + 1]);
    return Math.min(1, (double) value / -rate);
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
