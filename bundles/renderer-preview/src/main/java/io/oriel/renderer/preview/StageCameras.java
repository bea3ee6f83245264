package io.oriel.renderer.preview;

import io.oriel.api.geometry.Bounds;
import io.oriel.api.geometry.Matrix4;
import io.oriel.api.geometry.Vector3;
import io.oriel.api.render.Camera;
import io.oriel.api.stage.Stage;
import io.oriel.api.stage.StageCamera;
import java.util.List;
import java.util.Optional;

/** The cameras that a stage is seen through while no viewer has chosen one. */
final class StageCameras {
  private static final double FIELD_OF_VIEW = Math.toRadians(40);
  private static final double AZIMUTH = Math.toRadians(35);
  private static final double ELEVATION = Math.toRadians(22);
  private static final double TENTHS = 0.1;

  private StageCameras() {}

  /** The stage's first camera if it has a usable one, else one that shows everything. */
  static Camera initial(Stage stage, double aspect) {
    List<StageCamera> cameras = stage.geometry().cameras();
    Optional<Camera> first =
        cameras.isEmpty() ? Optional.empty() : convert(cameras.getFirst(), aspect);
    return first.orElseGet(() -> fitting(stage.info().bounds(), stage.info().up(), aspect));
  }

  /** Shows at least what the camera frames, whatever the picture's shape. */
  private static Optional<Camera> convert(StageCamera camera, double aspect) {
    double height = Math.max(camera.verticalAperture(), camera.horizontalAperture() / aspect);
    double extent = camera.orthographic() ? height * TENTHS : height / camera.focalLength();
    try {
      return Optional.of(
          new Camera(
              camera.cameraToWorld(), camera.orthographic(), extent, camera.near(), camera.far()));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  /** Looks at the whole box from the front, a little from the right and from above. */
  static Camera fitting(Bounds bounds, Vector3 up, double aspect) {
    boolean usable = !bounds.isEmpty() && Double.isFinite(bounds.diagonal());
    Vector3 center = usable ? bounds.center() : Vector3.ZERO;
    double radius = usable ? bounds.diagonal() / 2 : 1;
    radius = radius > 0 ? radius : 1;
    // The sphere has to fit the narrower side of the picture.
    double half = Math.atan(Math.tan(FIELD_OF_VIEW / 2) * Math.min(1, aspect));
    double distance = radius / Math.sin(half);
    Vector3 front = up.z() > up.y() ? new Vector3(0, -1, 0) : new Vector3(0, 0, 1);
    Vector3 right = up.cross(front);
    Vector3 level = front.times(Math.cos(AZIMUTH)).plus(right.times(Math.sin(AZIMUTH)));
    Vector3 direction = level.times(Math.cos(ELEVATION)).plus(up.times(Math.sin(ELEVATION)));
    Matrix4 place = Matrix4.lookAt(center.plus(direction.times(distance)), center, up);
    return Camera.perspective(place, FIELD_OF_VIEW, distance / 1000, distance + radius * 100);
  }
}
