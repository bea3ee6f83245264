package io.oriel.navigation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.oriel.api.error.ErrorCode;
import io.oriel.api.error.OrielException;
import io.oriel.api.geometry.Bounds;
import io.oriel.api.geometry.Matrix4;
import io.oriel.api.geometry.Vector3;
import io.oriel.api.render.Camera;
import io.oriel.api.stage.StageCamera;
import io.oriel.api.stage.StageInfo;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which camera it is, and who hears of it. */
class StreamCameraTest {
  private static final StageCamera MAIN = camera("/World/Main", 0, 50);
  private static final StageCamera SIDE = camera("/World/Side", 30, 24);

  private final Rigged hands = new Rigged();
  private final StreamCamera camera = hands.navigation.camera();

  private static StageCamera camera(String path, double x, double focalLength) {
    return new StageCamera(
        path, Matrix4.translation(new Vector3(x, 0, 100)), false, focalLength, 36, 20, 1, 1000);
  }

  private static Camera seen(StageCamera camera) {
    return Camera.of(camera, 2).orElseThrow();
  }

  @BeforeEach
  void begin() {
    hands.stream.cameras.add(MAIN);
    hands.stream.cameras.add(SIDE);
    hands.stream.shown = Optional.of(seen(MAIN));
  }

  @AfterEach
  void end() {
    hands.close();
  }

  @Test
  void theListNamesTheCamerasAndTheOneThatIsShown() {
    assertThat(camera.list())
        .isEqualTo(
            new CameraList(
                java.util.List.of(
                    new CameraList.Item("/World/Main", "Main", 50),
                    new CameraList.Item("/World/Side", "Side", 24)),
                "/World/Main",
                1));
  }

  @Test
  void aCameraIsChosenByItsPath() throws Exception {
    camera.choose("/World/Side");
    assertThat(hands.stream.camera()).isEqualTo(seen(SIDE));
    assertThat(camera.active()).isEqualTo("/World/Side");
  }

  @Test
  void whoSteersAwayFromACameraIsFreeAndEverybodyHearsOfItOnce() throws Exception {
    camera.choose("/World/Side");
    hands.wheel(1);
    hands.wheel(1);
    assertThat(camera.active()).isEqualTo("__orbit__");
    assertThat(hands.announced).containsExactly(new CameraChanged("__orbit__"));
    assertThat(hands.stream.cameras).containsExactly(MAIN, SIDE);
  }

  @Test
  void freeMeansToStayWhereItIs() throws Exception {
    camera.choose("/World/Side");
    camera.choose("__orbit__");
    assertThat(hands.stream.camera()).isEqualTo(seen(SIDE));
    assertThat(camera.active()).isEqualTo("__orbit__");
  }

  @Test
  void homeIsToldByTheNameOfItsCamera() {
    hands.wheel(1);
    camera.home();
    assertThat(hands.announced)
        .containsExactly(new CameraChanged("__orbit__"), new CameraChanged("/World/Main"));
  }

  @Test
  void anotherStageHasItsOwnCamera() throws Exception {
    camera.choose("/World/Side");
    hands.stream.cameras.remove(SIDE);
    hands.stream.view = hands.stream.view.with().defaultCamera().build();
    hands.stream.generation = 2;
    hands.stream.opened = 2;
    assertThat(camera.active()).isEqualTo("/World/Main");
    assertThat(camera.list().stageGeneration()).isEqualTo(2);
  }

  @Test
  void theCamerasOfAStageThatIsLoadedAgainAreToldToAll() {
    hands.stream.tell();
    hands.stream.open();
    assertThat(hands.announced).as("the greeting tells of another stage").isEmpty();
    hands.stream.cameras.remove(SIDE);
    hands.stream.reload();
    hands.stream.tell();
    assertThat(hands.announced)
        .containsExactly(camera.list(), new CameraChanged("/World/Main"))
        .first()
        .isEqualTo(
            new CameraList(
                java.util.List.of(new CameraList.Item("/World/Main", "Main", 50)),
                "/World/Main",
                3));
    hands.close();
    assertThat(hands.stream.listeners).isEmpty();
  }

  @Test
  void whatIsNoCameraIsAnErrorThatNamesIt() {
    OrielException error =
        catchThrowableOfType(OrielException.class, () -> camera.choose("/World/Nobody"));
    assertThat(error.code()).isEqualTo(ErrorCode.NOT_FOUND);
    assertThat(error).hasMessageContaining("/World/Nobody");
    hands.stream.cameras.add(camera("/World/Broken", 0, Double.NaN));
    error = catchThrowableOfType(OrielException.class, () -> camera.choose("/World/Broken"));
    assertThat(error.code()).isEqualTo(ErrorCode.UNSUPPORTED);
    assertThat(hands.stream.view.camera()).isEmpty();
  }

  @Test
  void theStateIsTheMatrixRowByRowAndWhatItTurnsAbout() throws Exception {
    CameraState state = camera.state();
    assertThat(state.matrix())
        .containsExactly(
            1.0, 0.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 100.0, 1.0);
    assertThat(state.eye()).containsExactly(0.0, 0.0, 100.0);
    assertThat(state.target()).containsExactly(0.0, 0.0, 0.0);
    assertThat(state.distance()).isEqualTo(100);
    assertThat(state.upAxis()).isEqualTo("Y");
    assertThat(state.activeCamera()).isEqualTo("/World/Main");
    assertThat(state.mode()).isEmpty();
  }

  @Test
  void aMoveThatWasMadeInAnotherStageIsLost() {
    Camera fresh = hands.stream.camera();
    camera.steer((rig, scene) -> {
      hands.stream.generation++;
      hands.stream.opened = hands.stream.generation;
      return rig.dolly(2, scene);
    });
    assertThat(hands.stream.camera()).isEqualTo(fresh);
  }

  @Test
  void soIsOneThatMeetsTheNextStageBeforeTheStatusTellsOfIt() {
    Camera next = new Camera(Matrix4.translation(new Vector3(0, 0, 7)), false, 1, 1, 1000);
    camera.steer((rig, scene) -> {
      hands.stream.info =
          StageInfo.builder().bounds(new Bounds(Vector3.ZERO, new Vector3(1, 1, 1))).build();
      hands.stream.shown = Optional.of(next);
      return rig.dolly(2, scene);
    });
    assertThat(hands.stream.camera()).isEqualTo(next);
  }

  @Test
  void aMoveThatLosesTheStageIsRefusedAndCounted() {
    Camera before = hands.stream.camera();
    camera.steer((rig, scene) -> rig.moved(new Vector3(1e9, 0, 0)));
    camera.steer((rig, scene) -> rig.moved(new Vector3(Double.NaN, 0, 0)));
    assertThat(hands.stream.camera()).isEqualTo(before);
    assertThat(hands.count(NavigationCounter.MOVES_REFUSED)).isEqualTo(2);
  }

  @Test
  void whoIsFarOutFindsTheWayBack() {
    Camera lost = new Camera(Matrix4.translation(new Vector3(0, 0, 1e9)), false, 1, 1, 1e10);
    hands.stream.view = hands.stream.view.with().camera(lost).build();
    camera.steer((rig, scene) -> rig.moved(new Vector3(0, 0, -1e3)));
    assertThat(hands.stream.eye().z()).isEqualTo(1e9 - 1e3);
    camera.fit(FakeStream.BOX);
    assertThat(hands.stream.eye().z()).isLessThan(100);
  }

  @Test
  void aPointAndNothingAtAllCanBeFitted() {
    Vector3 point = new Vector3(5, 6, 7);
    camera.fit(new Bounds(point, point));
    assertThat(hands.stream.eye().minus(point).length()).isBetween(0.1, 5.0);
    camera.fit(Bounds.EMPTY);
    assertThat(hands.stream.eye().length()).isBetween(1.0, 10.0);
  }
}
