package io.oriel.aov.geometry;

/**
 * The inverse distances between which grey is spread. It follows what is seen so slowly that what
 * stands still does not flicker: an end goes a tenth of its way a frame, and at most a 64th of the
 * range's width.
 */
final class DepthRange {
  private static final double EASE = 0.1;
  private static final double MAX_STEP = 1.0 / 64;

  /** Far is at least this many times as far as near: noise on a wall is not spread out. */
  private static final double MIN_SPREAD = 1.01;

  private double near;
  private double far;

  /** Inverse distance of the near end; 0 before anything was seen. */
  double near() {
    return near;
  }

  /** Inverse distance of the far end. */
  double far() {
    return far;
  }

  /** Starts anew with what is seen, both as inverse distances. */
  void restart(double nearest, double farthest) {
    near = nearest;
    far = spread(nearest, farthest);
  }

  /** Goes a step towards what is seen. */
  void follow(double nearest, double farthest) {
    double most = (near - far) * MAX_STEP;
    near += step(near, nearest, most);
    far += step(far, spread(nearest, farthest), most);
  }

  private static double step(double from, double to, double most) {
    return Math.clamp((to - from) * EASE, -most, most);
  }

  private static double spread(double nearest, double farthest) {
    return Math.min(farthest, nearest / MIN_SPREAD);
  }
}
