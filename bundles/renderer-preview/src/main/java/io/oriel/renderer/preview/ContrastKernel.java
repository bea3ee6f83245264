package io.oriel.renderer.preview;

/** Finds the pixels at which two surfaces meet visibly. */
interface ContrastKernel {
  /** Differences in a channel below this are not worth smoothing; a power of two. */
  int THRESHOLD = 8;

  /** Bits that a difference of at least {@link #THRESHOLD} in red, green or blue has. */
  int VISIBLE = 0x00ffffff & ~((THRESHOLD - 1) * 0x00010101);

  /**
   * Looks at the pixels of one row of a tile and their four neighbours.
   *
   * @param at index of the row's first pixel in both buffers
   * @return bit i set: pixel i has a neighbour with another id and a clearly different colour
   */
  long find(int[] ids, int[] colors, int at, int pitch);
}
