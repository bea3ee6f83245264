package io.oriel.renderer.preview;

/**
 * Finds the places at which two surfaces meet visibly. The scalar and the vector form give the same
 * bits.
 */
interface ContrastKernel {
  /** Differences in a channel below this are not worth smoothing; a power of two. */
  int THRESHOLD = 16;

  /** Bits that a difference of at least {@link #THRESHOLD} in red, green or blue has. */
  int VISIBLE = 0x00ffffff & ~((THRESHOLD - 1) * 0x00010101);

  /**
   * Compares the pixels of one row of a tile with others of the tile.
   *
   * @param at index of the row's first pixel in both buffers
   * @param offset of the pixel to compare with: 1 or {@link Screen#TILE}; from a tile's last row
   *     only 1
   * @return bit i set: pixel i and its neighbour have different ids and clearly different colours;
   *     the last bit has no meaning for offset 1
   */
  long find(int[] ids, int[] colors, int at, int offset);
}
