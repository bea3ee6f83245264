package io.oriel.renderer.preview;

/**
 * The picture's size and how it is cut into tiles. Buffers that hold a value a pixel are laid out
 * row by row with {@link #pitch} and have a row of margin above and below, so that a pixel's
 * neighbours can be read without a check.
 */
final class Screen {
  static final int TILE_SHIFT = 6;

  /** Pixels on the side of a tile. */
  static final int TILE = 1 << TILE_SHIFT;

  /** Positions are whole numbers of 1/256 pixel. */
  static final int SUBPIXEL_SHIFT = 8;

  static final int SUBPIXELS = 1 << SUBPIXEL_SHIFT;

  /** Largest side; positions outside a margin of the same order are clipped. */
  static final int MAX_SIDE = 8192;

  private static final int CACHE_LINE_INTS = 16;

  final int width;
  final int height;
  final int tilesX;
  final int tilesY;
  final int tiles;
  final int pitch;

  Screen(int width, int height) {
    this.width = width;
    this.height = height;
    this.tilesX = (width + TILE - 1) / TILE;
    this.tilesY = (height + TILE - 1) / TILE;
    this.tiles = tilesX * tilesY;
    // An odd number of cache lines a row spreads the rows of a tile over all sets of the cache.
    this.pitch = ((tilesX * TILE / CACHE_LINE_INTS) | 1) * CACHE_LINE_INTS;
  }

  /** Length of a buffer with a value a pixel. */
  int bufferLength() {
    return pitch * (tilesY * TILE + 2);
  }

  /** Index of a pixel in such a buffer. */
  int index(int x, int y) {
    return (y + 1) * pitch + x;
  }

  /** Columns of the tiles in this row of tiles that lie inside the picture. */
  int tileRowEnd(int tileY) {
    return Math.min((tileY + 1) << TILE_SHIFT, height);
  }
}
