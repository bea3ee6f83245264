package io.oriel.renderer.preview;

/** Lights surfaces. The scalar and the vector form give the same bits. */
interface LightKernel {
  /**
   * Colours one row of a tile.
   *
   * @param ids visibility buffer; where it is 0 the backdrop is copied
   * @param backdrop colour of the background, laid out like {@code ids}
   * @param at index of the row's first pixel in {@code ids}, {@code backdrop} and {@code colors}
   * @param colors red in the lowest byte, then green, blue and alpha; sRGB
   */
  void shade(Surface surface, Lights lights, int[] ids, int[] backdrop, int at, int[] colors);
}
