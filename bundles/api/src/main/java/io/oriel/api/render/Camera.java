package io.oriel.api.render;

import io.oriel.api.geometry.Matrix4;

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
  public Camera {
    if (!(verticalExtent > 0) || !(near > 0) || !(far > near)) {
      throw new IllegalArgumentException(
          "camera with extent " + verticalExtent + ", near " + near + ", far " + far);
    }
  }

  /** A perspective camera with a vertical field of view in radians. */
  public static Camera perspective(Matrix4 cameraToWorld, double fovY, double near, double far) {
    return new Camera(cameraToWorld, false, 2 * Math.tan(fovY / 2), near, far);
  }
}
