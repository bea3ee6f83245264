package io.oriel.renderer.preview;

/**
 * What is seen in some runs of pixels. A run is {@link #RUN} pixels in a row, at a multiple of it.
 * Runs are collected until the buffer is full, so that the kernels work on long arrays. One per
 * thread.
 */
final class Surface {
  /** Pixels in a run; the widest vector. */
  static final int RUN = 16;

  /** Runs that fit; few enough to stay in the first level of the cache. */
  static final int RUNS = 32;

  private static final int PIXELS = RUN * RUNS;

  /** Number of runs. */
  int runs;

  /** Index in the tile's buffers of each run's first pixel. */
  final int[] place = new int[RUNS];

  /** Which pixels of each run are meant, the lowest bit the first; the others are undefined. */
  final int[] pixels = new int[RUNS];

  /** World normal of any length, zero where the stage has none. */
  final float[] normalX = new float[PIXELS];

  final float[] normalY = new float[PIXELS];
  final float[] normalZ = new float[PIXELS];

  /** Fourth root of the linear albedo. */
  final float[] red = new float[PIXELS];

  final float[] green = new float[PIXELS];
  final float[] blue = new float[PIXELS];

  /** Fourth root of the light, and how much of it comes from the key light. */
  final float[] light = new float[PIXELS];

  final float[] warmth = new float[PIXELS];

  /** Ends the run at hand; true if there is no room for another. */
  boolean add(int at, int bits) {
    place[runs] = at;
    pixels[runs] = bits;
    runs++;
    return runs == RUNS;
  }
}
