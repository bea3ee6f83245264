package io.oriel.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.oriel.api.geometry.Bounds;
import io.oriel.api.geometry.Matrix4;
import io.oriel.api.geometry.Vector3;
import io.oriel.api.render.Camera;
import io.oriel.api.stage.MeshData;
import io.oriel.api.stage.SceneSample;
import io.oriel.api.stage.Stage;
import io.oriel.api.stage.StageCamera;
import io.oriel.api.stage.StageGeometry;
import io.oriel.api.stage.StageInfo;
import io.oriel.api.stage.StageTree;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** From where a stage is seen first. Cameras are told apart by where they stand. */
class DefaultCameraTest {
  private static final Vector3 Y = new Vector3(0, 1, 0);
  private static final Vector3 Z = new Vector3(0, 0, 1);

  /** One that looks along -z. */
  private static StageCamera camera(String path, double place, double focalLength) {
    return camera(path, Matrix4.translation(new Vector3(place, 0, 0)), focalLength);
  }

  private static StageCamera camera(String path, Matrix4 placed, double focalLength) {
    return new StageCamera(path, placed, false, focalLength, 36, 20, 1, 100);
  }

  /** One that looks down, so many degrees beside the vertical. */
  private static StageCamera above(String path, double place, double degrees, double focalLength) {
    double angle = Math.toRadians(degrees);
    Vector3 eye = new Vector3(place, Math.cos(angle), Math.sin(angle));
    return camera(
        path, Matrix4.lookAt(eye, new Vector3(place, 0, 0), new Vector3(0, 0, -1)), focalLength);
  }

  private static double place(StageInfo.Builder info, StageCamera... cameras) {
    Camera chosen = DefaultCamera.of(stage(info.build(), List.of(cameras)), 16, 9);
    return chosen.cameraToWorld().origin().x();
  }

  @Test
  void theCameraThatTheStageNamesComesFirst() {
    StageInfo.Builder info = StageInfo.builder().defaultCamera("/Side");
    assertThat(place(info, camera("/Main", 1, 50), camera("/Side", 2, 90))).isEqualTo(2);
    StageInfo.Builder gone = StageInfo.builder().defaultCamera("/Gone");
    assertThat(place(gone, camera("/A", 1, 50), camera("/Main", 2, 90))).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource({
    "/World/Main, 2",
    "/hero, 2",
    "/DEFAULT, 2",
    "/Cameras/persp, 2",
    "/Main/Other, 1",
    "/Mainly, 1"
  })
  void thenOneWithATellingName(String path, double expected) {
    assertThat(place(StageInfo.builder(), camera("/A", 1, 50), camera(path, 2, 90)))
        .isEqualTo(expected);
  }

  @Test
  void amongTellingNamesTheLikelierOne() {
    assertThat(
            place(
                StageInfo.builder(),
                camera("/persp", 1, 10),
                camera("/Hero", 2, 20),
                camera("/Main", 3, 90)))
        .isEqualTo(3);
  }

  @Test
  void thenTheWidestThatDoesNotLookStraightDown() {
    assertThat(
            place(
                StageInfo.builder(),
                camera("/A", 1, 50),
                above("/Plan", 2, 9, 10),
                above("/Crane", 3, 11, 20),
                camera("/B", 4, 35)))
        .isEqualTo(3);
    assertThat(place(StageInfo.builder().up(Z), camera("/Plan", 1, 10), camera("/Other", 2, 20)))
        .isEqualTo(1);
  }

  @Test
  void theOnlyOneAndElseTheFirstMayLookStraightDown() {
    assertThat(place(StageInfo.builder(), above("/Plan", 5, 0, 10))).isEqualTo(5);
    assertThat(place(StageInfo.builder(), above("/P", 5, 0, 50), above("/Q", 6, 0, 10)))
        .isEqualTo(5);
  }

  @Test
  void ofEqualOnesTheFirst() {
    assertThat(place(StageInfo.builder(), camera("/A", 1, 50), camera("/B", 2, 50))).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({"0,20,15", "50,0,0", "50,NaN,NaN", "NaN,20,15", "50,-20,-15"})
  void aBrokenCameraIsPassedOver(double focal, double horizontal, double vertical) {
    StageCamera broken =
        new StageCamera("/Main", Matrix4.IDENTITY, false, focal, horizontal, vertical, 1, 100);
    StageInfo info = StageInfo.builder().defaultCamera("/Main").build();
    Camera alone = DefaultCamera.of(stage(info, List.of(broken)), 16, 9);
    assertThat(alone.verticalExtent()).isBetween(0.1, 10.0);
    assertThat(place(StageInfo.builder().defaultCamera("/Main"), broken, camera("/B", 2, 50)))
        .isEqualTo(2);
  }

  @Test
  void aCameraIsTakenAsItIs() {
    StageCamera good = new StageCamera("/c", Matrix4.IDENTITY, false, 50, 20, 10, 0.5, 100);
    Camera camera = DefaultCamera.of(stage(StageInfo.builder().build(), List.of(good)), 20, 10);
    assertThat(camera.verticalExtent()).isEqualTo(0.2);
    assertThat(camera.near()).isEqualTo(0.5);
  }

  @ParameterizedTest
  @CsvSource({"true, 0.6, 0.5, 1", "false, 0.6, -1, 0.5"})
  void withoutAnyTheStageIsSeenFromTheFrontAndAbove(boolean yIsUp, double x, double y, double z) {
    Bounds box = new Bounds(new Vector3(1, 2, 3), new Vector3(3, 4, 5));
    StageInfo info = StageInfo.builder().bounds(box).up(yIsUp ? Y : Z).build();
    Camera camera = DefaultCamera.of(stage(info, List.of()), 16, 9);
    double distance = 1.1 * Math.sqrt(3) / Math.sin(Math.toRadians(20));
    Vector3 eye = box.center().plus(new Vector3(x, y, z).normalized().times(distance));
    assertThat(camera.cameraToWorld().origin().minus(eye).length()).isCloseTo(0, within(1e-12));
    assertThat(camera.verticalExtent()).isEqualTo(2 * Math.tan(Math.toRadians(20)));
    assertThat(camera.near()).isCloseTo((distance - Math.sqrt(3)) / 10, within(1e-12));
    assertThat(camera.far()).isCloseTo(distance + 4 * Math.sqrt(3), within(1e-12));
  }

  @ParameterizedTest
  @CsvSource({"1", "1e-3", "1e6", "1e300", "Infinity", "NaN"})
  void boundsOfAnySizeGiveACamera(double size) {
    Bounds bounds = new Bounds(new Vector3(0, 0, 0), new Vector3(size, size, size));
    StageInfo info = StageInfo.builder().bounds(bounds).build();
    Camera camera = DefaultCamera.of(stage(info, List.of()), 16, 9);
    assertThat(camera.far()).isGreaterThan(camera.near()).isFinite();
  }

  private static Stage stage(StageInfo info, List<StageCamera> cameras) {
    StageGeometry geometry =
        new StageGeometry() {
          @Override
          public List<MeshData> meshes() {
            return List.of();
          }

          @Override
          public List<StageCamera> cameras() {
            return cameras;
          }

          @Override
          public void sample(double timeCode, SceneSample into) {}
        };
    return new Stage() {
      @Override
      public StageInfo info() {
        return info;
      }

      @Override
      public StageTree tree() {
        return new EmptyStage();
      }

      @Override
      public StageGeometry geometry() {
        return geometry;
      }

      @Override
      public void close() {}
    };
  }
}
