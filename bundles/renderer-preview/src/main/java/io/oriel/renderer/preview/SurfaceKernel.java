package io.oriel.renderer.preview;

/** Looks up what the ids of the visibility buffer mean; every output that shades begins here. */
interface SurfaceKernel {
  /**
   * Evaluates normals and albedo along one row of a tile. Entries of background pixels are
   * undefined.
   *
   * @param ids visibility buffer
   * @param at index in it of the row's first pixel
   * @param column column of that pixel in the picture
   * @param row row in the picture
   * @return false if the whole row is background: nothing was written
   */
  boolean evaluate(
      TriangleRecords records, int[] ids, int at, int column, int row, Surface into);
}
