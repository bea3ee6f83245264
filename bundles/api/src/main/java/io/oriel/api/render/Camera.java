package io.oriel.api.render;

import io.oriel.api.geometry.Bounds;
import io.oriel.api.geometry.Matrix4;
import io.oriel.api.geometry.Vector3;
import io.oriel.api.stage.StageCamera;
import java.util.Optional;

/**
 * From where the stage is seen.
 *
 * @param cameraToWorld the camera looks along -z, +y is up, +x is right
 * @param orthographic true for parallel projection
 * @param verticalExtent perspective: height of the picture at distance 1 (twice the tangent of half
 *     the vertical field of view); orthographic: height of the picture in stage units
 * @param near distance of the near plane, above 0, stage units
 * @param far distance of the far plane, above {@code near}
 */
public record Camera(
    Matrix4 cameraToWorld, boolean orthographic, double verticalExtent, double near, double far) {
  private static final double MIN_NEAR = 1e-4;

  /** Space left round what is fitted. */
  private static final double MARGIN = 1.1;

  public Camera {
    if (!(verticalExtent > 0) || !(near > 0) || !(far > near)) {
      throw new IllegalArgumentException(
          "camera with extent " + verticalExtent + ", near " + near + ", far " + far);
    }
  }

  /**
   * What a camera prim sees: at least what its aperture frames, more where the picture's aspect
   * differs.
   *
   * @param aspect width of the picture divided by its height
   * @return empty for a camera that frames nothing
   */
  public static Optional<Camera> of(StageCamera camera, double aspect) {
    double aperture = Math.max(camera.verticalAperture(), camera.horizontalAperture() / aspect);
    // Focal length and aperture share a unit; only a parallel camera needs it: tenths of the
    // stage's.
    double extent = camera.orthographic() ? aperture / 10 : aperture / camera.focalLength();
    double near = Math.max(camera.near(), MIN_NEAR);
    double far = Math.max(camera.far(), near * 2);
    boolean frames = extent > 0 && Double.isFinite(extent) && Double.isFinite(near) && far > near;
    return frames
        ? Optional.of(new Camera(camera.cameraToWorld(), camera.orthographic(), extent, near, far))
        : Optional.empty();
  }

  /**
   * A perspective camera that has all of a box in the picture, however the box is turned.
   *
   * @param bounds what is fitted, see {@link Bounds#usable}
   * @param direction from the middle of the box to the camera, length one
   * @param up what is up in the picture; not parallel to {@code direction}
   * @param verticalExtent height of the picture at distance 1
   * @param aspect width of the picture divided by its height
   */
  public static Camera fitting(
      Bounds bounds, Vector3 direction, Vector3 up, double verticalExtent, double aspect) {
    Bounds shown = bounds.usable();
    double radius = shown.diagonal() / 2;
    double halfAngle = Math.atan(verticalExtent / 2 * Math.min(1, aspect));
    double distance = MARGIN * radius / Math.sin(halfAngle);
    Vector3 eye = shown.center().plus(direction.times(distance));
    double near = Math.max((distance - radius) / 10, distance / 1000);
    return new Camera(
        Matrix4.lookAt(eye, shown.center(), up),
        false,
        verticalExtent,
        near,
        distance + 4 * radius);
  }

  /** A perspective camera with a vertical field of view in radians. */
  public static Camera perspective(Matrix4 cameraToWorld, double fovY, double near, double far) {
    return new Camera(cameraToWorld, false, 2 * Math.tan(fovY / 2), near, far);
  }
}
