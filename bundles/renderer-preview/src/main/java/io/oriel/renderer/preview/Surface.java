package io.oriel.renderer.preview;

/** What is seen in one row of a tile; every value has {@link Screen#TILE} entries. */
final class Surface {
  /** World normal of any length, zero where the stage has none. */
  final float[] normalX = new float[Screen.TILE];

  final float[] normalY = new float[Screen.TILE];
  final float[] normalZ = new float[Screen.TILE];

  /** Linear albedo. */
  final float[] red = new float[Screen.TILE];

  final float[] green = new float[Screen.TILE];
  final float[] blue = new float[Screen.TILE];

  /** Room for indices into the table of {@link Srgb}. */
  final int[] code = new int[Screen.TILE];
}
