package io.oriel.navigation;

import io.oriel.api.geometry.Bounds;
import io.oriel.api.geometry.Matrix4;
import io.oriel.api.geometry.Vector3;
import io.oriel.api.render.Camera;

/**
 * A camera as it is steered: where it stands, its axes, and how far away the point lies that it
 * turns about. Immutable; the axes are orthonormal.
 *
 * @param back against the direction of view
 * @param distance to the target
 * @param extent height of the picture: at distance 1, or of an orthographic one in stage units
 */
record Rig(
    Vector3 eye,
    Vector3 right,
    Vector3 up,
    Vector3 back,
    double distance,
    boolean orthographic,
    double extent) {
  private static final double PARALLEL = 1e-9;

  /** Lens of the camera that fits what an orthographic one is to show: 40 degrees. */
  private static final double FITTING_EXTENT = 2 * Math.tan(Math.toRadians(20));

  /** A camera without skew or scale that sees what this one sees. */
  static Rig of(Camera camera, Scene scene) {
    Matrix4 matrix = camera.cameraToWorld();
    Vector3 x = row(matrix, 0);
    double scale = camera.orthographic() ? row(matrix, 1).length() : 1;
    Rig rig =
        oriented(
            matrix.origin(),
            x,
            row(matrix, 2),
            scene.radius(),
            camera.orthographic(),
            camera.verticalExtent() * (scale > 0 ? scale : 1));
    double ahead = -scene.center().minus(rig.eye).dot(rig.back);
    // Turns about the middle of the stage if it looks there at all.
    return ahead > scene.radius() / 10 ? rig.withDistance(Math.min(ahead, scene.farthest())) : rig;
  }

  private static Vector3 row(Matrix4 matrix, int row) {
    return new Vector3(matrix.get(row, 0), matrix.get(row, 1), matrix.get(row, 2));
  }

  private static Rig oriented(
      Vector3 eye,
      Vector3 right,
      Vector3 back,
      double distance,
      boolean orthographic,
      double extent) {
    Vector3 z = back.length() > 0 ? back.normalized() : new Vector3(0, 0, 1);
    Vector3 side = right.minus(z.times(right.dot(z)));
    if (!(side.length() > PARALLEL * right.length())) {
      Vector3 other = Math.abs(z.x()) < 0.5 ? new Vector3(1, 0, 0) : new Vector3(0, 1, 0);
      side = other.minus(z.times(other.dot(z)));
    }
    Vector3 x = side.normalized();
    return new Rig(eye, x, z.cross(x), z, distance, orthographic, extent);
  }

  /** The point that it turns about. */
  Vector3 target() {
    return eye.minus(back.times(distance));
  }

  /** The camera to world transform. */
  Matrix4 matrix() {
    return Matrix4.of(
        new double[] {
          right.x(), right.y(), right.z(), 0, up.x(), up.y(), up.z(), 0, back.x(), back.y(),
          back.z(), 0, eye.x(), eye.y(), eye.z(), 1
        },
        0);
  }

  /** The camera, with near and far planes that the stage lies between. */
  Camera camera(Scene scene) {
    double depth = -scene.center().minus(eye).dot(back);
    double size = 4 * scene.radius();
    double near = Math.max((depth - scene.radius()) / 10, Math.min(distance, size) / 1000);
    double far = Math.max(Math.max(depth, 0) + size, 2 * near);
    return new Camera(matrix(), orthographic, extent, near, far);
  }

  /** Turns about the target: to the left of the stage and above it by so many radians. */
  Rig orbit(double left, double above, Scene scene) {
    Vector3 target = target();
    Rig turned = turned(-left, above, scene);
    return turned.at(target.plus(turned.back.times(distance)));
  }

  /** Turns on the spot: to the right and down by so many radians. */
  Rig look(double toRight, double down, Scene scene) {
    return turned(-toRight, down, scene);
  }

  private Rig turned(double yaw, double raise, Scene scene) {
    Vector3 worldUp = scene.up();
    double limit = scene.limits().elevation();
    Vector3 level = worldUp.cross(back);
    Vector3 side = level.length() > PARALLEL ? level.normalized() : right;
    double elevation = Math.asin(Math.clamp(back.dot(worldUp), -1, 1));
    double raised = raise == 0 ? elevation : Math.clamp(elevation + raise, -limit, limit);
    double pitch = elevation - raised;
    return oriented(
        eye,
        rotated(rotated(right, side, pitch), worldUp, yaw),
        rotated(rotated(back, side, pitch), worldUp, yaw),
        distance,
        orthographic,
        extent);
  }

  /** Rodrigues' rotation about a unit axis. */
  private static Vector3 rotated(Vector3 v, Vector3 axis, double angle) {
    double cos = Math.cos(angle);
    return v.times(cos)
        .plus(axis.cross(v).times(Math.sin(angle)))
        .plus(axis.times(axis.dot(v) * (1 - cos)));
  }

  /** Moves so that what lies at the target's distance follows the pointer. */
  Rig pan(double dx, double dy, int pictureHeight) {
    double unitsPerPixel = (orthographic ? extent : extent * distance) / pictureHeight;
    return moved(right.times(-dx * unitsPerPixel).plus(up.times(dy * unitsPerPixel)));
  }

  /** Moves, and the target with it. */
  Rig moved(Vector3 by) {
    return at(eye.plus(by));
  }

  /** Multiplies the distance to the target, or the size of what an orthographic camera shows. */
  Rig dolly(double factor, Scene scene) {
    if (orthographic) {
      double size = Math.clamp(extent * factor, scene.nearest(), scene.farthest());
      return new Rig(eye, right, up, back, distance, true, size);
    }
    double next = Math.clamp(distance * factor, scene.nearest(), scene.farthest());
    return at(target().plus(back.times(next))).withDistance(next);
  }

  /** Looks at the target from another side. */
  Rig seenFrom(Vector3 direction, Vector3 pictureUp) {
    return oriented(
        target().plus(direction.times(distance)),
        pictureUp.cross(direction),
        direction,
        distance,
        orthographic,
        extent);
  }

  /** Has all of a box in the picture, seen from the same side, and turns about its middle. */
  Rig fit(Bounds bounds, double aspect) {
    double lens = orthographic ? FITTING_EXTENT : extent;
    Vector3 middle = bounds.usable().center();
    Camera fitted = Camera.fitting(bounds, back, up, lens, aspect);
    Vector3 place = fitted.cameraToWorld().origin();
    double away = place.minus(middle).length();
    double size = orthographic ? lens * away : extent;
    return new Rig(place, right, up, back, away, orthographic, size);
  }

  /** Stands back so far that an orthographic camera has all of the stage before it. */
  Rig before(Scene scene) {
    double depth = -scene.center().minus(eye).dot(back);
    double missing = orthographic ? 2 * scene.radius() - depth : 0;
    return missing > 0 ? moved(back.times(missing)).withDistance(distance + missing) : this;
  }

  /** False if it is nowhere, or has left the stage farther behind than a former one. */
  boolean isSane(Scene scene, Rig former) {
    double away = eye.minus(scene.center()).length();
    double before = former.eye.minus(scene.center()).length();
    double limit = Math.max(before, 2 * scene.farthest());
    return away <= limit && Double.isFinite(right.dot(up) + back.length() + distance + extent);
  }

  private Rig at(Vector3 place) {
    return new Rig(place, right, up, back, distance, orthographic, extent);
  }

  Rig withDistance(double value) {
    return new Rig(eye, right, up, back, value, orthographic, extent);
  }
}
