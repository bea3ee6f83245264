package io.oriel.renderer.preview;

import io.oriel.api.stage.Texture;
import io.oriel.api.stage.Texture.Wrap;
import java.util.ArrayList;
import java.util.List;

/**
 * A texture and smaller and smaller copies of it (Williams, "Pyramidal Parametrics", 1983), each
 * pixel the mean in linear light of the pixels that it takes the place of. All levels are sRGB of 8
 * bits, as the texture itself. Immutable; any number of threads.
 */
final class MipMaps {
  private static final int OUTSIDE = -1;

  private final List<int[]> levels = new ArrayList<>();
  private final int[] widths = new int[Integer.SIZE];
  private final int[] heights = new int[Integer.SIZE];
  private final Wrap wrapS;
  private final Wrap wrapT;

  MipMaps(Texture texture) {
    wrapS = texture.wrapS();
    wrapT = texture.wrapT();
    add(texture.pixels(), texture.width(), texture.height());
    int width = texture.width();
    int height = texture.height();
    while (width > 1 || height > 1) {
      int halfWidth = Math.max(width / 2, 1);
      int halfHeight = Math.max(height / 2, 1);
      add(shrink(levels.getLast(), width, height, halfWidth, halfHeight), halfWidth, halfHeight);
      width = halfWidth;
      height = halfHeight;
    }
  }

  private void add(int[] pixels, int width, int height) {
    widths[levels.size()] = width;
    heights[levels.size()] = height;
    levels.add(pixels);
  }

  int width() {
    return widths[0];
  }

  int height() {
    return heights[0];
  }

  /** Pixels of a side that is no power of two are shared out by the part that is covered. */
  private static int[] shrink(int[] from, int width, int height, int toWidth, int toHeight) {
    int[] into = new int[toWidth * toHeight];
    for (int y = 0; y < toHeight; y++) {
      double top = (double) y * height / toHeight;
      double bottom = (double) (y + 1) * height / toHeight;
      for (int x = 0; x < toWidth; x++) {
        double left = (double) x * width / toWidth;
        double right = (double) (x + 1) * width / toWidth;
        into[y * toWidth + x] = mean(from, width, left, top, right, bottom);
      }
    }
    return into;
  }

  private static int mean(
      int[] from, int width, double left, double top, double right, double bottom) {
    double red = 0;
    double green = 0;
    double blue = 0;
    for (int y = (int) top; y < bottom; y++) {
      double high = Math.min(y + 1, bottom) - Math.max(y, top);
      for (int x = (int) left; x < right; x++) {
        double share = (Math.min(x + 1, right) - Math.max(x, left)) * high;
        int pixel = from[y * width + x];
        red += share * Srgb.DECODE[pixel & 0xff];
        green += share * Srgb.DECODE[pixel >> 8 & 0xff];
        blue += share * Srgb.DECODE[pixel >> 16 & 0xff];
      }
    }
    double area = (right - left) * (bottom - top);
    return code(red / area) | code(green / area) << 8 | code(blue / area) << 16;
  }

  private static int code(double linear) {
    return Srgb.ENCODE[(int) Math.round(Math.min(linear, 1) * Srgb.ONE)];
  }

  /**
   * Looks up the linear colour at a place, from the four nearest pixels of the level whose pixels
   * are nearest to the size of the picture's.
   *
   * @param s to the right, 0 to 1 across the texture
   * @param t up
   * @param step square of the distance, in pixels of the texture, to what the next pixel shows
   * @param into is given the colour
   */
  void sample(double s, double t, double step, ExactTriangle into) {
    int level = level(step);
    int[] pixels = levels.get(level);
    int width = widths[level];
    int height = heights[level];
    double x = reduce(s, wrapS) * width - 0.5;
    double y = reduce(1 - t, wrapT) * height - 0.5;
    int left = (int) Math.floor(x);
    int top = (int) Math.floor(y);
    int x0 = wrap(left, width, wrapS);
    int x1 = wrap(left + 1, width, wrapS);
    int y0 = wrap(top, height, wrapT);
    int y1 = wrap(top + 1, height, wrapT);
    int a = pixel(pixels, width, x0, y0);
    int b = pixel(pixels, width, x1, y0);
    int c = pixel(pixels, width, x0, y1);
    int d = pixel(pixels, width, x1, y1);
    double across = x - left;
    double down = y - top;
    into.red = mix(a, b, c, d, 0, across, down);
    into.green = mix(a, b, c, d, 8, across, down);
    into.blue = mix(a, b, c, d, 16, across, down);
  }

  /** The logarithm of the step, rounded; the smallest copy where the step is no number. */
  private int level(double step) {
    int last = levels.size() - 1;
    return step < Double.MAX_VALUE ? Math.clamp(Math.getExponent(step * 2) >> 1, 0, last) : last;
  }

  /** Brings a coordinate to where whole numbers can count. */
  private static double reduce(double coordinate, Wrap wrap) {
    return switch (wrap) {
      case REPEAT -> coordinate - Math.floor(coordinate);
      case MIRROR -> coordinate - 2 * Math.floor(coordinate / 2);
      case CLAMP -> Math.clamp(coordinate, 0, 1);
      // A texture away the nearest pixels are all outside.
      case BLACK -> Math.clamp(coordinate, -1, 2);
    };
  }

  /** The pixel of the texture that is seen at an index up to one beyond what is reduced. */
  private static int wrap(int index, int size, Wrap wrap) {
    return switch (wrap) {
      case REPEAT -> Math.floorMod(index, size);
      case MIRROR -> {
        int within = Math.floorMod(index, 2 * size);
        yield within < size ? within : 2 * size - 1 - within;
      }
      case CLAMP -> Math.clamp(index, 0, size - 1);
      case BLACK -> index < 0 || index >= size ? OUTSIDE : index;
    };
  }

  private static int pixel(int[] pixels, int width, int x, int y) {
    return x == OUTSIDE || y == OUTSIDE ? 0 : pixels[y * width + x];
  }

  private static double mix(int a, int b, int c, int d, int shift, double across, double down) {
    double above = mix(a >> shift & 0xff, b >> shift & 0xff, across);
    double below = mix(c >> shift & 0xff, d >> shift & 0xff, across);
    return above + (below - above) * down;
  }

  private static double mix(int a, int b, double share) {
    return Srgb.DECODE[a] + (Srgb.DECODE[b] - Srgb.DECODE[a]) * share;
  }
}
