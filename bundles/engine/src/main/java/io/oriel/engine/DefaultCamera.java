package io.oriel.engine;

import io.oriel.api.geometry.Vector3;
import io.oriel.api.render.Camera;
import io.oriel.api.stage.Stage;
import io.oriel.api.stage.StageCamera;
import io.oriel.api.stage.StageInfo;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** From where a stage is seen until somebody moves the camera. */
final class DefaultCamera {
  /** Twice the tangent of half of 40 degrees. */
  private static final double VERTICAL_EXTENT = 2 * Math.tan(Math.toRadians(40) / 2);

  /** Names of cameras that are meant to be seen first, the likeliest first. */
  private static final List<String> NAMES = List.of("main", "hero", "default", "persp");

  /** Cameras that look down more steeply than this are plans, not views. */
  private static final double TOP_DOWN = Math.cos(Math.toRadians(10));

  private DefaultCamera() {}

  /**
   * The camera that the stage names, or one of a telling name, or its only one, or the widest that
   * does not look straight down, or its first; without any, one that has all of it in the picture.
   */
  static Camera of(Stage stage, int width, int height) {
    double aspect = (double) width / height;
    List<StageCamera> usable =
        stage.geometry().cameras().stream()
            .filter(camera -> Camera.of(camera, aspect).isPresent())
            .toList();
    return chosen(usable, stage.info())
        .flatMap(camera -> Camera.of(camera, aspect))
        .orElseGet(() -> fitting(stage.info(), aspect));
  }

  private static Optional<StageCamera> chosen(List<StageCamera> cameras, StageInfo info) {
    return info.defaultCamera()
        .flatMap(path -> cameras.stream().filter(c -> c.path().equals(path)).findFirst())
        .or(() -> named(cameras))
        .or(() -> widest(cameras, info.up()))
        .or(() -> cameras.stream().findFirst());
  }

  private static Optional<StageCamera> named(List<StageCamera> cameras) {
    return NAMES.stream()
        .flatMap(name -> cameras.stream().filter(camera -> name(camera).equals(name)))
        .findFirst();
  }

  private static String name(StageCamera camera) {
    String path = camera.path();
    return path.substring(path.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
  }

  private static Optional<StageCamera> widest(List<StageCamera> cameras, Vector3 up) {
    return cameras.stream()
        .filter(camera -> !looksDown(camera, up))
        .min(Comparator.comparingDouble(StageCamera::focalLength));
  }

  private static boolean looksDown(StageCamera camera, Vector3 up) {
    Vector3 back = camera.cameraToWorld().transformDirection(new Vector3(0, 0, 1)).normalized();
    return back.dot(up) > TOP_DOWN;
  }

  private static Camera fitting(StageInfo info, double aspect) {
    Vector3 up = info.up();
    Vector3 side = up.y() > 0.5 ? new Vector3(0.6, 0, 1) : new Vector3(0.6, -1, 0);
    Vector3 direction = side.plus(up.times(0.5)).normalized();
    return Camera.fitting(info.bounds(), direction, up, VERTICAL_EXTENT, aspect);
  }
}
