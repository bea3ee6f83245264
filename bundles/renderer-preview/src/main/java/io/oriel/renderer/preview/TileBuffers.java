package io.oriel.renderer.preview;

import java.util.stream.Stream;

/** What a thread draws a tile in, row by row, {@link Screen#TILE} pixels a row. One per thread. */
final class TileBuffers {
  /** The visibility buffer: id of the triangle seen, see {@link TriangleRecords}; 0 is none. */
  final int[] ids = new int[Screen.TILE_PIXELS];

  /** Reversed depth; negative where nothing is. */
  final float[] depth = new float[Screen.TILE_PIXELS];

  /** Red in the lowest byte, then green, blue and alpha; sRGB; edges not smoothed. */
  final int[] colors = new int[Screen.TILE_PIXELS];

  /** For each run of a row the id that its pixels have in common, or -1. */
  final int[] common = new int[Screen.TILE / Surface.RUN];

  /** A finished row. */
  final int[] row = new int[Screen.TILE];

  /** Those of each thread that may take part in a crew's jobs, by its number. */
  static TileBuffers[] forEach(RasterCrew crew) {
    return Stream.generate(TileBuffers::new).limit(crew.workers()).toArray(TileBuffers[]::new);
  }

  final Surface surface = new Surface();
  final EdgeSmoothing smoothing = new EdgeSmoothing();
  final PlainColors plains = new PlainColors();
  final ExactTriangles triangles = new ExactTriangles();

  /** A row of an exact output, see {@link Shader}. */
  final int[] words = new int[Screen.TILE * Shader.MAX_CHANNELS];
}
