package io.oriel.renderer.preview;

import io.oriel.api.aov.HostTensor;
import java.util.Arrays;

/**
 * Finds the pixels of a tile that are in a group's line: those within its width, and half a pixel
 * more, of the centre of a pixel of the group. So a line is as wide as it says along rows and
 * columns, and round at corners. Where groups meet, the line of the lower number is drawn, on the
 * other group. One per thread.
 */
final class OutlineStroke {
  private final Screen screen;
  private final GroupPixels groups;

  /** By row and column of the tile: the lowest group that reaches the pixel; 0 for none. */
  private final byte[] lines = new byte[Screen.STEP * Screen.STEP];

  /** How far the line reaches to the side, by rows from the pixel that it goes round. */
  private final int[] reach = new int[OutlineSettings.MAX_WIDTH + 1];

  // The tile at hand as far as it lies in the picture; the last are part of it.
  private int left;
  private int top;
  private int right;
  private int bottom;
  private int width;

  OutlineStroke(Screen screen, GroupPixels groups) {
    this.screen = screen;
    this.groups = groups;
  }

  /** Draws groups and lines over a tile of a picture. */
  void draw(int tile, OutlineLook look, HostTensor picture) {
    find(tile, look.width());
    int pitch = picture.layout().pitchBytes();
    for (int y = top; y <= bottom; y++) {
      for (int x = left; x <= right; x++) {
        int group = groups.at(x, y);
        int line = lines[(y - top) * Screen.STEP + x - left] & 0xff;
        boolean lined = line != 0 && (group == 0 || line < group);
        boolean filled = group != 0 && look.fills();
        if (lined || filled) {
          long at = (long) y * pitch + (long) x * ColorOutput.PIXEL_BYTES;
          int pixel = picture.segment().get(ColorOutput.PIXEL, at);
          pixel = filled ? look.fill(group, pixel) : pixel;
          pixel = lined ? look.line(line, pixel) : pixel;
          picture.segment().set(ColorOutput.PIXEL, at, pixel);
        }
      }
    }
  }

  private void find(int tile, int lineWidth) {
    left = screen.left(tile);
    top = screen.top(tile);
    right = Math.min(left + Screen.STEP, screen.width) - 1;
    bottom = Math.min(top + Screen.STEP, screen.height) - 1;
    width = lineWidth;
    Arrays.fill(lines, (byte) 0);
    if (width == 0) {
      return;
    }
    for (int row = 0; row <= width; row++) {
      reach[row] = (int) Math.sqrt(width * width + width - row * row);
    }
    int lastX = Math.min(right + width, screen.width - 1);
    int lastY = Math.min(bottom + width, screen.height - 1);
    for (int y = Math.max(top - width, 0); y <= lastY; y++) {
      for (int x = Math.max(left - width, 0); x <= lastX; x++) {
        int group = groups.at(x, y);
        if (group != 0 && isEdge(group, x, y)) {
          stamp(group, x, y);
        }
      }
    }
  }

  /** True if a pixel of a group has a neighbour that is not: the others add nothing to the line. */
  private boolean isEdge(int group, int x, int y) {
    return x > 0 && groups.at(x - 1, y) != group
        || x + 1 < screen.width && groups.at(x + 1, y) != group
        || y > 0 && groups.at(x, y - 1) != group
        || y + 1 < screen.height && groups.at(x, y + 1) != group;
  }

  private void stamp(int group, int x, int y) {
    int lastRow = Math.min(y + width, bottom);
    for (int row = Math.max(y - width, top); row <= lastRow; row++) {
      int side = reach[Math.abs(row - y)];
      int start = (row - top) * Screen.STEP - left;
      int to = start + Math.min(x + side, right);
      for (int at = start + Math.max(x - side, left); at <= to; at++) {
        int former = lines[at] & 0xff;
        if (former == 0 || group < former) {
          lines[at] = (byte) group;
        }
      }
    }
  }
}
