package io.oriel.engine;

import io.oriel.api.geometry.Bounds;
import io.oriel.api.geometry.Matrix4;
import io.oriel.api.geometry.Vector3;
import io.oriel.api.render.Camera;
import io.oriel.api.stage.Stage;
import io.oriel.api.stage.StageCamera;
import java.util.List;
import java.util.Optional;

/** From where a stage is seen until somebody moves the camera. */
final class DefaultCamera {
  private static final double FIELD_OF_VIEW = Math.toRadians(40);

  /** Space left round the bounds that the camera fits. */
  private static final double MARGIN = 1.1;

  private static final double MIN_NEAR = 1e-4;

  /** Bounds beyond this are broken rather than large. */
  private static final double MAX_DIAGONAL = 1e30;

  private DefaultCamera() {}

  /** The stage's first camera, or one that has all of the stage in the picture. */
  static Camera of(Stage stage, int width, int height) {
    List<StageCamera> cameras = stage.geometry().cameras();
    double aspect = (double) width / height;
    return cameras.stream()
        .findFirst()
        .flatMap(camera -> from(camera, aspect))
        .orElseGet(() -> fitting(stage.info().bounds(), stage.info().up(), aspect));
  }

  /**
   * Shows at least what the camera's aperture frames, more where the picture's aspect differs;
   * empty for a camera that frames nothing.
   */
  private static Optional<Camera> from(StageCamera camera, double aspect) {
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

  private static Camera fitting(Bounds bounds, Vector3 up, double aspect) {
    Bounds shown =
        bounds.isEmpty() || !(bounds.diagonal() > 0 && bounds.diagonal() < MAX_DIAGONAL)
            ? new Bounds(new Vector3(-1, -1, -1), new Vector3(1, 1, 1))
            : bounds;
    double radius = shown.diagonal() / 2;
    double halfAngle = Math.atan(Math.tan(FIELD_OF_VIEW / 2) * Math.min(1, aspect));
    double distance = MARGIN * radius / Math.sin(halfAngle);
    Vector3 side = up.y() > 0.5 ? new Vector3(0.6, 0, 1) : new Vector3(0.6, -1, 0);
    Vector3 direction = side.plus(up.times(0.5)).normalized();
    Vector3 eye = shown.center().plus(direction.times(distance));
    double near = Math.max((distance - radius) / 10, distance / 1000);
    return Camera.perspective(
        Matrix4.lookAt(eye, shown.center(), up), FIELD_OF_VIEW, near, distance + 4 * radius);
  }
}
