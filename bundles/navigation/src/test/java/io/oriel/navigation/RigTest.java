package io.oriel.navigation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.oriel.api.geometry.Bounds;
import io.oriel.api.geometry.Matrix4;
import io.oriel.api.geometry.Vector3;
import io.oriel.api.render.Camera;
import io.oriel.api.stage.StageInfo;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of a camera, by arithmetic. */
class RigTest {
  private static final Offset<Double> EXACT = within(1e-9);
  private static final Vector3 Y = new Vector3(0, 1, 0);
  private static final Vector3 Z = new Vector3(0, 0, 1);
  private static final double RADIUS = 10 * Math.sqrt(3);

  private final Scene scene =
      Scene.of(StageInfo.builder().bounds(FakeStream.BOX).build(), Rigged.LIMITS);
  private final Scene tall = new Scene(scene.center(), scene.radius(), Z, scene.limits());
  private final Rig rig = Rig.of(FakeStream.FIRST, scene);

  private static void assertAt(Vector3 actual, double x, double y, double z) {
    assertThat(actual.x()).isCloseTo(x, EXACT);
    assertThat(actual.y()).isCloseTo(y, EXACT);
    assertThat(actual.z()).isCloseTo(z, EXACT);
  }

  private static Camera standingAt(Vector3 eye, Vector3 target) {
    return new Camera(Matrix4.lookAt(eye, target, Y), false, 1, 1, 1000);
  }

  @Test
  void aCameraThatLooksAtTheStageTurnsAboutItsMiddle() {
    assertThat(rig.distance()).isEqualTo(100);
    assertAt(rig.target(), 0, 0, 0);
    Rig aside = Rig.of(standingAt(new Vector3(3, 4, 50), new Vector3(3, 4, 0)), scene);
    assertThat(aside.distance()).isCloseTo(50, EXACT);
    assertAt(aside.target(), 3, 4, 0);
  }

  @Test
  void aCameraThatLooksAwayOrStandsInsideTurnsAboutWhatIsAStageAwayFromIt() {
    Rig away = Rig.of(standingAt(new Vector3(0, 0, 100), new Vector3(0, 0, 200)), scene);
    assertThat(away.distance()).isCloseTo(RADIUS, EXACT);
    Rig inside = Rig.of(standingAt(new Vector3(0, 0, 1), Vector3.ZERO), scene);
    assertThat(inside.distance()).isCloseTo(RADIUS, EXACT);
  }

  @Test
  void orbitingTurnsAboutWhatIsUpAndKeepsTheDistance() {
    Rig quarter = rig.orbit(Math.PI / 2, 0, scene);
    assertAt(quarter.eye(), -100, 0, 0);
    assertAt(quarter.right(), 0, 0, 1);
    assertAt(quarter.target(), 0, 0, 0);
    Rig above = rig.orbit(0, Math.PI / 6, scene);
    assertAt(above.eye(), 0, 50, 100 * Math.cos(Math.PI / 6));
    assertAt(above.right(), 1, 0, 0);
  }

  @Test
  void orbitingFollowsTheAxisThatIsUp() {
    Rig standing =
        Rig.of(
            new Camera(Matrix4.lookAt(new Vector3(0, -100, 0), Vector3.ZERO, Z), false, 1, 1, 1000),
            scene);
    Rig turned = standing.orbit(0.3, 0, tall);
    assertAt(turned.eye(), -100 * Math.sin(0.3), -100 * Math.cos(0.3), 0);
    assertAt(standing.orbit(0, 0.3, tall).eye(), 0, -100 * Math.cos(0.3), 100 * Math.sin(0.3));
  }

  @ParameterizedTest
  @ValueSource(doubles = {5, -5, 1.5608, -1.5608})
  void orbitingStopsShortOfTheVertical(double above) {
    Rig turned = rig.orbit(0, above, scene);
    double elevation = Math.asin(turned.back().dot(Y));
    double limit = Math.toRadians(89.4);
    assertThat(elevation).isCloseTo(Math.clamp(above, -limit, limit), within(1e-6));
    assertThat(turned.up().dot(Y)).isPositive();
  }

  @Test
  void aRolledCameraStaysRolledWithoutALeap() {
    Matrix4 rolled =
        Matrix4.of(new double[] {0.8, 0.6, 0, 0, -0.6, 0.8, 0, 0, 0, 0, 1, 0, 0, 0, 100, 1}, 0);
    Rig turned = Rig.of(new Camera(rolled, false, 1, 1, 1000), scene).orbit(1e-12, 1e-12, scene);
    assertAt(turned.right(), 0.8, 0.6, 0);
    assertAt(turned.up(), -0.6, 0.8, 0);
  }

  @Test
  void aCameraWithScaleOrSkewIsStraightenedAndSeesTheSame() {
    Matrix4 scaled = Matrix4.of(new double[] {2, 0, 0, 0, 1, 2, 0, 0, 0, 0, 2, 0, 1, 2, 3, 1}, 0);
    Rig straight = Rig.of(new Camera(scaled, true, 5, 1, 1000), scene);
    assertAt(straight.right(), 1, 0, 0);
    assertAt(straight.up(), 0, 1, 0);
    assertThat(straight.extent()).isCloseTo(5 * Math.sqrt(5), EXACT);
    assertThat(Rig.of(new Camera(scaled, false, 5, 1, 1000), scene).extent()).isEqualTo(5);
    Matrix4 flat = Matrix4.of(new double[16], 0);
    assertThat(Rig.of(new Camera(flat, false, 5, 1, 1000), scene).isSane(scene, rig)).isTrue();
  }

  @Test
  void whatLiesAtTheTargetFollowsThePointerWhenPanning() {
    Rig panned = rig.pan(30, 20, 500);
    // 100 units high at the target in 500 pixels: 0.2 units a pixel.
    assertAt(panned.eye(), -6, 4, 100);
    assertAt(panned.target(), -6, 4, 0);
    Rig parallel = Rig.of(orthographic(40), scene).pan(30, 20, 500);
    assertAt(parallel.eye(), -2.4, 1.6, 100);
  }

  private static Camera orthographic(double extent) {
    return new Camera(Matrix4.translation(new Vector3(0, 0, 100)), true, extent, 1, 1000);
  }

  @Test
  void dollyingMultipliesTheDistanceWithinItsLimits() {
    assertAt(rig.dolly(0.5, scene).eye(), 0, 0, 50);
    assertAt(rig.dolly(0.5, scene).target(), 0, 0, 0);
    assertThat(rig.dolly(1e-30, scene).distance()).isCloseTo(RADIUS * 1e-4, EXACT);
    assertThat(rig.dolly(1e30, scene).distance()).isCloseTo(RADIUS * 1e3, EXACT);
  }

  @Test
  void anOrthographicCameraShowsMoreOrLessInstead() {
    Rig parallel = Rig.of(orthographic(40), scene).dolly(0.5, scene);
    assertThat(parallel.extent()).isEqualTo(20);
    assertAt(parallel.eye(), 0, 0, 100);
    assertThat(parallel.camera(scene).orthographic()).isTrue();
  }

  @Test
  void anOrthographicCameraStandsBeforeTheWholeStage() {
    Camera within = new Camera(Matrix4.IDENTITY, true, 40, 1, 1000);
    Rig before = Rig.of(within, scene).before(scene);
    assertAt(before.eye(), 0, 0, 2 * RADIUS);
    Camera camera = before.camera(scene);
    assertThat(camera.near()).isLessThan(RADIUS);
    assertThat(camera.far()).isGreaterThan(3 * RADIUS);
  }

  @Test
  void lookingTurnsOnTheSpot() {
    Rig turned = rig.look(Math.PI / 2, 0, scene);
    assertAt(turned.eye(), 0, 0, 100);
    assertAt(turned.back(), -1, 0, 0);
    assertAt(rig.look(0, Math.PI / 6, scene).back(), 0, 0.5, Math.cos(Math.PI / 6));
  }

  @ParameterizedTest
  @CsvSource({
    "FRONT, 0, 0, 100, 0, 1, 0",
    "BACK, 0, 0, -100, 0, 1, 0",
    "RIGHT, 100, 0, 0, 0, 1, 0",
    "LEFT, -100, 0, 0, 0, 1, 0",
    "TOP, 0, 100, 0, 0, 0, -1",
    "BOTTOM, 0, -100, 0, 0, 0, 1"
  })
  void theSidesOfAStageWithYUp(
      Side side, double x, double y, double z, double upX, double upY, double upZ) {
    Rig seen = side.seen(rig, scene);
    assertAt(seen.eye(), x, y, z);
    assertAt(seen.up(), upX, upY, upZ);
  }

  @ParameterizedTest
  @CsvSource({
    "FRONT, 0, -100, 0, 0, 0, 1",
    "BACK, 0, 100, 0, 0, 0, 1",
    "RIGHT, 100, 0, 0, 0, 0, 1",
    "LEFT, -100, 0, 0, 0, 0, 1",
    "TOP, 0, 0, 100, 0, 1, 0",
    "BOTTOM, 0, 0, -100, 0, -1, 0"
  })
  void theSidesOfAStageWithZUp(
      Side side, double x, double y, double z, double upX, double upY, double upZ) {
    Rig seen = side.seen(rig, tall);
    assertAt(seen.eye(), x, y, z);
    assertAt(seen.up(), upX, upY, upZ);
  }

  @ParameterizedTest
  @EnumSource(Side.class)
  void fromEverySideOrbitingGoesOn(Side side) {
    Rig turned = side.seen(rig, scene).orbit(0.1, 0.1, scene);
    assertThat(turned.target().length()).isLessThan(1e-9);
    assertThat(turned.isSane(scene, rig)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"false, 2", "false, 0.5", "true, 2", "true, 0.5"})
  void fittingHasAllOfABoxInThePictureAndKeepsTheSide(boolean parallel, double aspect) {
    Bounds box = new Bounds(new Vector3(5, 6, 7), new Vector3(9, 16, 9));
    Rig from = (parallel ? Rig.of(orthographic(40), scene) : rig).orbit(1, 0.5, scene);
    Rig fitted = from.fit(box, aspect);
    assertAt(fitted.target(), 7, 11, 8);
    assertAt(fitted.back(), from.back().x(), from.back().y(), from.back().z());
    double widest = 0;
    for (int corner = 0; corner < 8; corner++) {
      Vector3 point =
          new Vector3(
              (corner & 1) == 0 ? 5 : 9, (corner & 2) == 0 ? 6 : 16, (corner & 4) == 0 ? 7 : 9);
      Vector3 seen = point.minus(fitted.eye());
      double height = fitted.extent() / 2 * (parallel ? 1 : -seen.dot(fitted.back()));
      double x = Math.abs(seen.dot(fitted.right())) / (height * aspect);
      double y = Math.abs(seen.dot(fitted.up())) / height;
      widest = Math.max(widest, Math.max(x, y));
    }
    assertThat(widest).isBetween(0.3, 1.0);
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e-3, 1, 20, 100, 1e4})
  void theStageLiesBetweenNearAndFar(double distance) {
    Camera camera = rig.dolly(distance / 100, scene).camera(scene);
    double nearest = Math.max(distance - RADIUS, 0);
    assertThat(camera.near()).isPositive().isLessThanOrEqualTo(Math.max(nearest, distance / 10));
    assertThat(camera.far()).isGreaterThan(distance + RADIUS);
  }
}
