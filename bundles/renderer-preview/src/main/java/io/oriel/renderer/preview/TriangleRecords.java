package io.oriel.renderer.preview;

import java.util.Arrays;

/**
 * What the tiles need of each triangle that is in view. A record begins at {@code id = (triangle +
 * 1) * STRIDE} in every array; the id is what the visibility buffer holds, 0 means background.
 * Pieces of clipped triangles follow behind and refer to the record of their triangle for all but
 * their edges.
 */
final class TriangleRecords {
  static final int STRIDE = 16;

  // Layout of a record in edges; the first six are corners in subpixels, clockwise on the screen.
  static final int X0 = 0;
  static final int Y0 = 1;
  static final int X1 = 2;
  static final int Y1 = 3;
  static final int X2 = 4;
  static final int Y2 = 5;

  /** Columns whose pixel centres may be covered, first in the low and last in the high half. */
  static final int COLUMNS = 6;

  /** Rows likewise. */
  static final int ROWS = 7;

  /** Id of the triangle. */
  static final int ID = 8;

  // Floats as raw bits: depth at the first corner, its change a pixel, its range.
  static final int DEPTH = 9;
  static final int DEPTH_DX = 10;
  static final int DEPTH_DY = 11;
  static final int DEPTH_MIN = 12;
  static final int DEPTH_MAX = 13;

  /** 1 if the corners are those of a whole triangle, 0 if it was clipped. */
  static final int WHOLE = 14;

  /** Packed {@link Albedo}. */
  static final int ALBEDO = 15;

  // Layout of a record in planes: value = dx * column + dy * row + constant, for the three
  // components of a vector along the world normal.
  static final int NORMAL_X = 0;
  static final int NORMAL_Y = 3;
  static final int NORMAL_Z = 6;

  // Layout of a record in colorPlanes: red, green and blue times 1/w, and 1/w.
  static final int RED = 0;
  static final int GREEN = 3;
  static final int BLUE = 6;
  static final int INVERSE_W = 9;

  int[] edges;
  final float[] planes;

  /** Empty in a stage without colours that differ from corner to corner. */
  final float[] colorPlanes;

  private final int firstPiece;
  private int nextPiece;

  TriangleRecords(int triangles, boolean varyingColors) {
    firstPiece = (triangles + 1) * STRIDE;
    nextPiece = firstPiece;
    edges = new int[firstPiece];
    planes = new float[firstPiece];
    colorPlanes = new float[varyingColors ? firstPiece : STRIDE];
  }

  /** Forgets the pieces of all clipped triangles. */
  void dropPieces() {
    nextPiece = firstPiece;
  }

  /** The triangle that an id stands for. */
  static int triangle(int id) {
    return id / STRIDE - 1;
  }

  /** True if a triangle has one normal and one albedo. */
  boolean isPlain(int id) {
    return (edges[id + ALBEDO] & (Albedo.SMOOTH | Albedo.VARYING)) == 0;
  }

  int pieceStart() {
    return firstPiece;
  }

  int pieceEnd() {
    return nextPiece;
  }

  /** Room for one more piece. */
  int addPiece() {
    int at = nextPiece;
    nextPiece += STRIDE;
    if (nextPiece > edges.length) {
      edges = Arrays.copyOf(edges, Math.max(nextPiece, edges.length + edges.length / 8));
    }
    return at;
  }

  /** Takes the last piece back. */
  void dropPiece() {
    nextPiece -= STRIDE;
  }
}
