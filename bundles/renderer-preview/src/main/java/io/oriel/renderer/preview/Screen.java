package io.oriel.renderer.preview;

/**
 * The picture's size and how it is cut into tiles. A tile is drawn in buffers of {@link #TILE} x
 * {@link #TILE} pixels, of which the outermost are a margin that overlaps the neighbours: so a tile
 * can be finished, smooth edges included, without waiting for another, and all that passes between
 * the steps of drawing stays in the nearest cache.
 */
final class Screen {
  /** Pixels on the side of a tile's buffers; a row has as many as a long has bits. */
  static final int TILE = 64;

  static final int TILE_SHIFT = 6;
  static final int TILE_PIXELS = TILE * TILE;

  /** Pixels on the side that a tile adds to the picture: those within the margin. */
  static final int STEP = TILE - 2;

  /** Positions are whole numbers of 1/256 pixel. */
  static final int SUBPIXEL_SHIFT = 8;

  static final int SUBPIXELS = 1 << SUBPIXEL_SHIFT;

  /** Largest side; positions outside a margin of the same order are clipped. */
  static final int MAX_SIDE = 8192;

  final int width;
  final int height;
  final int tilesX;
  final int tiles;

  Screen(int width, int height) {
    this.width = width;
    this.height = height;
    this.tilesX = (width + STEP - 1) / STEP;
    this.tiles = tilesX * ((height + STEP - 1) / STEP);
  }

  /** Column of the first pixel that a tile adds to the picture. */
  int left(int tile) {
    return tile % tilesX * STEP;
  }

  /** Row of the first pixel that a tile adds to the picture. */
  int top(int tile) {
    return tile / tilesX * STEP;
  }

  /** Column of the first pixel in the buffers of a tile; -1 in the first tile. */
  int originX(int tile) {
    return tile % tilesX * STEP - 1;
  }

  /** Row of the first pixel in the buffers of a tile; -1 in the first tile. */
  int originY(int tile) {
    return tile / tilesX * STEP - 1;
  }

  /** First row or column of tiles whose buffers hold this row or column of pixels. */
  static int firstTile(int pixel) {
    return Math.max(pixel - 1, 0) / STEP;
  }

  /** Last column of tiles whose buffers hold this column of pixels. */
  int lastTileX(int column) {
    return Math.min(column + 1, width - 1) / STEP;
  }

  /** Last row of tiles whose buffers hold this row of pixels. */
  int lastTileY(int row) {
    return Math.min(row + 1, height - 1) / STEP;
  }
}
