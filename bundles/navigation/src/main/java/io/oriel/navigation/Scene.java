package io.oriel.navigation;

import io.oriel.api.geometry.Bounds;
import io.oriel.api.geometry.Vector3;
import io.oriel.api.stage.StageInfo;

/**
 * What a camera moves about in: a sphere round everything that is drawn. Its size is the measure of
 * all that has none of its own.
 *
 * @param up unit vector
 */
record Scene(Vector3 center, double radius, Vector3 up, Limits limits) {
  static Scene of(StageInfo info, Limits limits) {
    Bounds bounds = info.bounds().usable();
    return new Scene(bounds.center(), bounds.diagonal() / 2, info.up(), limits);
  }

  /** Smallest distance between a camera and what it turns about. */
  double nearest() {
    return radius * limits.nearest();
  }

  /** Largest distance between a camera and what it turns about, or the middle of the stage. */
  double farthest() {
    return radius * limits.farthest();
  }

  /** What the front is: where +z comes from if y is up, where -y comes from if z is. */
  Vector3 front() {
    return up.y() > 0.5 ? new Vector3(0, 0, 1) : new Vector3(0, -1, 0);
  }
}
