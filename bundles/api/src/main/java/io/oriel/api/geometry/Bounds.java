package io.oriel.api.geometry;

/**
 * An axis-aligned box.
 *
 * @param min lower corner
 * @param max upper corner; below {@code min} in some axis when the box is empty
 */
public record Bounds(Vector3 min, Vector3 max) {
  /** The box that holds nothing. */
  public static final Bounds EMPTY =
      new Bounds(
          new Vector3(Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY),
          new Vector3(
              Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY));

  /** Boxes beyond this are broken rather than large. */
  private static final double MAX_DIAGONAL = 1e30;

  /** True when no point lies inside. */
  public boolean isEmpty() {
    return !(min.x() <= max.x() && min.y() <= max.y() && min.z() <= max.z());
  }

  /** The smallest box that holds this one and {@code point}. */
  public Bounds including(Vector3 point) {
    return new Bounds(
        new Vector3(
            Math.min(min.x(), point.x()),
            Math.min(min.y(), point.y()),
            Math.min(min.z(), point.z())),
        new Vector3(
            Math.max(max.x(), point.x()),
            Math.max(max.y(), point.y()),
            Math.max(max.z(), point.z())));
  }

  /** This box if it can be looked at; otherwise one of side 2 round the origin. */
  public Bounds usable() {
    boolean sized = diagonal() > 0 && diagonal() < MAX_DIAGONAL;
    return sized ? this : new Bounds(new Vector3(-1, -1, -1), new Vector3(1, 1, 1));
  }

  /** The middle; meaningless for an empty box. */
  public Vector3 center() {
    return min.plus(max).times(0.5);
  }

  /** Length of the diagonal; zero for an empty box. */
  public double diagonal() {
    return isEmpty() ? 0 : max.minus(min).length();
  }
}
