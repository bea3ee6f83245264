package io.oriel.renderer.preview;

/**
 * Looks up what the ids of the visibility buffer mean; every output that shades begins here. The
 * scalar and the vector form give the same bits.
 */
interface SurfaceKernel {
  /** All pixels of a run, see {@link #find}. */
  int ALL = (1 << Surface.RUN) - 1;

  /**
   * For each run of a tile's row the id that all its pixels have in common, or -1.
   *
   * @param at index of the row's first pixel
   */
  void common(int[] ids, int at, int[] into);

  /** Which pixels of the run at {@code at} have this id, the lowest bit the first pixel. */
  int find(int[] ids, int at, int id);

  /** Writes {@code value} where the bits are set. */
  void fill(int[] values, int at, int bits, int value);

  /**
   * Evaluates normals and albedo of one triangle along the run that is being added to a surface.
   *
   * @param bits the pixels to write
   * @param column column of the run's first pixel
   * @param row row of the run
   * @param into has room for a run
   */
  void evaluate(TriangleRecords records, int id, int bits, int column, int row, Surface into);
}
