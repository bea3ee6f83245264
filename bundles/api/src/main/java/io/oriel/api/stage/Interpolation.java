package io.oriel.api.stage;

/** How values are spread over a triangulated mesh. */
public enum Interpolation {
  /** One value for the whole mesh. */
  CONSTANT,
  /** One value a triangle. */
  TRIANGLE,
  /** One value a point. */
  POINT,
  /** One value a triangle corner, in the order of the indices. */
  CORNER
}
