package io.oriel.navigation;

import static io.oriel.api.input.InputEvent.Touch.Phase.BEGAN;
import static io.oriel.api.input.InputEvent.Touch.Phase.CANCELLED;
import static io.oriel.api.input.InputEvent.Touch.Phase.ENDED;
import static io.oriel.api.input.InputEvent.Touch.Phase.MOVED;
import static io.oriel.navigation.Rigged.LEFT;
import static io.oriel.navigation.Rigged.MIDDLE;
import static io.oriel.navigation.Rigged.RIGHT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import io.oriel.api.error.ErrorCode;
import io.oriel.api.error.OrielException;
import io.oriel.api.geometry.Bounds;
import io.oriel.api.geometry.Vector3;
import io.oriel.api.input.InputEvent;
import io.oriel.api.render.Camera;
import io.oriel.tck.FakeViewer;
import java.util.List;
import java.util.Optional;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a viewer's hands do, in the picture of 1000 by 500 pixels. */
class ViewerInputTest {
  private static final Offset<Double> EXACT = within(1e-9);
  private static final double DIAGONAL = 20 * Math.sqrt(3);
  private static final int AXIS = InputEvent.Gamepad.FIRST_AXIS;

  private final Rigged hands = new Rigged();

  @AfterEach
  void end() {
    hands.close();
  }

  private void assertEye(double x, double y, double z) {
    Vector3 eye = hands.stream.eye();
    assertThat(eye.x()).isCloseTo(x, EXACT);
    assertThat(eye.y()).isCloseTo(y, EXACT);
    assertThat(eye.z()).isCloseTo(z, EXACT);
  }

  private void assertUnmoved() {
    assertThat(hands.stream.view.camera()).isEmpty();
  }

  // -- the mouse

  @Test
  void draggingWithTheLeftButtonOrbitsByRadiansAPixel() {
    hands.drag(LEFT, 0, 100, 0);
    assertEye(-100 * Math.sin(0.5), 0, 100 * Math.cos(0.5));
    assertThat(hands.selection.picks()).isEmpty();
  }

  @Test
  void draggingDownLooksFromAbove() {
    hands.drag(LEFT, 0, 0, 60);
    assertEye(0, 100 * Math.sin(0.3), 100 * Math.cos(0.3));
  }

  @Test
  void draggingWithTheMiddleButtonPans() {
    hands.drag(MIDDLE, 0, 30, 20);
    assertEye(-6, 4, 100);
  }

  @Test
  void draggingWithTheRightButtonDollies() {
    hands.drag(RIGHT, 0, 0, -50);
    assertEye(0, 0, 100 * Math.exp(-0.5));
  }

  @ParameterizedTest
  @CsvSource({"1, 1.1051709180756477", "-3, 0.7408182206817179"})
  void theWheelZooms(double steps, double factor) {
    hands.wheel(steps);
    assertEye(0, 0, 100 * factor);
  }

  @Test
  void whatWasTurnedAboutStaysWhileOneSteers() {
    hands.drag(MIDDLE, 0, 50, 0);
    hands.drag(LEFT, 0, 2 * Math.PI / 4 / 0.005, 0);
    assertEye(-110, 0, 0);
  }

  @Test
  void theStageStaysBetweenNearAndFar() {
    hands.wheel(-20);
    Camera camera = hands.stream.camera();
    // Thirteen units from its middle one stands within the sphere round it.
    assertThat(camera.near()).isLessThan(0.1);
    assertThat(camera.far()).isGreaterThan(100 * Math.exp(-2) + DIAGONAL / 2);
  }

  @Test
  void theUpAxisOfTheStageIsWhatOneTurnsAbout() {
    hands.stream.zIsUp();
    hands.drag(LEFT, 0, 100, 0);
    assertEye(-100 * Math.sin(0.5), -100 * Math.cos(0.5), 0);
  }

  @Test
  void aDragCountsFromWhereItWasPressedOnceItIsOne() {
    hands.press(100, 100, LEFT, 0);
    hands.move(104, 103);
    assertUnmoved();
    hands.move(104, 104);
    assertEye(
        -100 * Math.sin(0.02) * Math.cos(0.02),
        100 * Math.sin(0.02),
        100 * Math.cos(0.02) * Math.cos(0.02));
  }

  @Test
  void aClickMayTremble() {
    hands.press(100, 100, LEFT, 0);
    hands.move(103, 104);
    hands.release(102, 99, LEFT);
    assertUnmoved();
    assertThat(hands.selection.picks()).containsExactly("click 102.0 99.0 REPLACE");
  }

  @Test
  void aViewerWhoSeesAThirdOfThePixelsMayTrembleThreeTimesAsFar() {
    hands.give(new InputEvent.View(3));
    hands.press(100, 100, LEFT, 0);
    hands.move(109, 112);
    hands.release(106, 97, LEFT);
    hands.touch(0, BEGAN, 100, 100);
    hands.touch(0, MOVED, 127, 100);
    hands.touch(0, ENDED, 127, 100);
    assertUnmoved();
    assertThat(hands.selection.picks())
        .containsExactly("click 106.0 97.0 REPLACE", "click 127.0 100.0 REPLACE");
    hands.touch(0, BEGAN, 100, 100);
    hands.touch(0, MOVED, 128, 100);
    assertEye(-100 * Math.sin(28 / 3.0 * 0.005), 0, 100 * Math.cos(28 / 3.0 * 0.005));
  }

  @Test
  void orbitAndDollyCountInTheViewersPixelsAndPanInThePictures() {
    hands.give(new InputEvent.View(2));
    hands.drag(RIGHT, 0, 0, -50);
    assertEye(0, 0, 100 * Math.exp(-0.25));
    hands.drag(RIGHT, 0, 0, 50);
    hands.drag(LEFT, 0, 100, 0);
    assertEye(-100 * Math.sin(0.25), 0, 100 * Math.cos(0.25));
    hands.drag(LEFT, 0, -100, 0);
    hands.drag(MIDDLE, 0, 30, 20);
    assertEye(-6, 4, 100);
  }

  @Test
  void aScaleThatNoScreenHasIsRefusedAndOneThatChangesWhileInputIsOffIsKept() {
    for (double scale : new double[] {Double.NaN, 0, -1, 0.009, 101, Double.POSITIVE_INFINITY}) {
      hands.give(new InputEvent.View(scale));
    }
    assertThat(hands.count(NavigationCounter.INPUT_REFUSED)).isEqualTo(6);
    hands.input().setActive(false);
    hands.give(new InputEvent.View(2));
    hands.input().setActive(true);
    hands.drag(LEFT, 0, 100, 0);
    assertEye(-100 * Math.sin(0.25), 0, 100 * Math.cos(0.25));
  }

  @Test
  void aDragThatComesBackIsNoClick() {
    hands.press(100, 100, LEFT, 0);
    hands.move(150, 100);
    hands.move(100, 100);
    hands.release(100, 100, LEFT);
    assertThat(hands.selection.picks()).isEmpty();
    assertEye(0, 0, 100);
  }

  @ParameterizedTest
  @CsvSource({"0, REPLACE", "1, ADD", "2, TOGGLE", "8, TOGGLE", "3, ADD"})
  void modifiersSayWhatAClickDoes(int modifiers, String change) {
    hands.press(7, 8, LEFT, modifiers);
    hands.release(7, 8, LEFT);
    assertThat(hands.selection.picks()).containsExactly("click 7.0 8.0 " + change);
  }

  @ParameterizedTest
  @ValueSource(ints = {MIDDLE, RIGHT, 3, 77, -1})
  void otherButtonsSelectNothing(int button) {
    hands.press(7, 8, button, 0);
    hands.release(7, 8, button);
    assertThat(hands.selection.picks()).isEmpty();
    assertUnmoved();
  }

  @Test
  void aReleaseWithoutAPressIsNothing() {
    hands.release(7, 8, LEFT);
    assertThat(hands.selection.picks()).isEmpty();
  }

  @Test
  void theFirstButtonDecidesUntilItIsReleased() {
    hands.press(100, 100, LEFT, 0);
    hands.press(100, 100, MIDDLE, 0);
    hands.move(200, 100);
    hands.release(200, 100, MIDDLE);
    hands.move(300, 100);
    hands.release(300, 100, LEFT);
    assertEye(-100 * Math.sin(1), 0, 100 * Math.cos(1));
  }

  @Test
  void aPressWhoseReleaseWasLostBeginsAnew() {
    hands.press(100, 100, LEFT, 0);
    hands.press(700, 100, LEFT, 0);
    hands.release(700, 100, LEFT);
    assertUnmoved();
    assertThat(hands.selection.picks()).hasSize(1);
  }

  @Test
  void shiftAndTheLeftButtonDrawAMarqueeThatAdds() {
    hands.drag(LEFT, InputEvent.SHIFT, -40, 30);
    assertUnmoved();
    assertThat(hands.selection.picks()).containsExactly("marquee 100.0 100.0 60.0 130.0 ADD");
  }

  // -- tools and modes

  @Test
  void theToolIsWhatTheLeftButtonDoes() {
    hands.input().use(Tool.PAN);
    hands.drag(LEFT, 0, 30, 20);
    assertEye(-6, 4, 100);
    hands.input().use(Tool.ZOOM);
    hands.stream.view = hands.stream.view.with().defaultCamera().build();
    hands.drag(LEFT, 0, 0, 50);
    assertEye(0, 0, 100 * Math.exp(0.5));
    hands.input().use(Tool.SELECT);
    hands.drag(LEFT, InputEvent.CONTROL, 40, 30);
    assertThat(hands.selection.picks()).containsExactly("marquee 100.0 100.0 140.0 130.0 TOGGLE");
  }

  @ParameterizedTest
  @EnumSource(Tool.class)
  void altSteersTheCameraWhicheverToolIsUsed(Tool tool) {
    hands.input().use(tool);
    hands.drag(LEFT, InputEvent.ALT, 100, 0);
    assertEye(-100 * Math.sin(0.5), 0, 100 * Math.cos(0.5));
    hands.stream.view = hands.stream.view.with().defaultCamera().build();
    hands.drag(MIDDLE, InputEvent.ALT, 30, 20);
    assertEye(-6, 4, 100);
    hands.stream.view = hands.stream.view.with().defaultCamera().build();
    hands.drag(RIGHT, InputEvent.ALT, 0, -50);
    assertEye(0, 0, 100 * Math.exp(-0.5));
  }

  @Test
  void aToolThatIsChosenEndsTheDrag() {
    hands.press(100, 100, LEFT, 0);
    hands.input().use(Tool.PAN);
    hands.move(200, 100);
    hands.release(200, 100, LEFT);
    assertUnmoved();
  }

  // -- flying

  @Test
  void withTheRightButtonHeldKeysFlyAndMovesLook() {
    hands.press(100, 100, RIGHT, 0);
    hands.key("KeyW", true);
    assertThat(hands.input().advance(0.5)).isTrue();
    assertEye(0, 0, 100 - 0.2 * DIAGONAL * 0.5);
    hands.move(200, 100);
    assertThat(hands.stream.axis(2).x()).isCloseTo(-Math.sin(0.5), EXACT);
    assertEye(0, 0, 100 - 0.2 * DIAGONAL * 0.5);
    hands.key("KeyW", false);
    assertThat(hands.input().advance(0.5)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "KeyW, 0, 0, -1",
    "KeyS, 0, 0, 1",
    "KeyA, -1, 0, 0",
    "KeyD, 1, 0, 0",
    "KeyQ, 0, -1, 0",
    "KeyE, 0, 1, 0"
  })
  void eachKeyLeadsItsWay(String key, double x, double y, double z) {
    hands.input().use(Tool.FLY);
    hands.key(key, true);
    hands.input().advance(0.1);
    double way = 0.2 * DIAGONAL * 0.1;
    assertEye(x * way, y * way, 100 + z * way);
  }

  @Test
  void twoKeysAreNotFasterThanOne() {
    hands.input().use(Tool.FLY);
    hands.key("KeyD", true);
    hands.key("KeyE", true);
    hands.input().advance(0.1);
    double way = 0.2 * DIAGONAL * 0.1 / Math.sqrt(2);
    assertEye(way, way, 100);
  }

  @Test
  void theWheelMakesFlyingFaster() {
    hands.press(100, 100, RIGHT, 0);
    hands.wheel(-2);
    assertUnmoved();
    hands.key("KeyW", true);
    hands.input().advance(0.1);
    assertEye(0, 0, 100 - 0.2 * DIAGONAL * 0.1 * Math.exp(0.2));
  }

  @Test
  void keysAloneDoNotFly() {
    hands.key("KeyW", true);
    assertThat(hands.input().advance(1)).isFalse();
    assertUnmoved();
  }

  @Test
  void aHeldKeyFliesOnFrameByFrameUntilItIsReleased() {
    hands.input().use(Tool.FLY);
    hands.key("KeyW", true);
    hands.clock.tick(3);
    double way = 0.2 * DIAGONAL / 50;
    await().until(() -> Math.abs(hands.stream.eye().z() - (100 - 3 * way)) < 1e-6);
    hands.key("KeyW", false);
    hands.clock.tick(1);
    hands.key("KeyS", true);
    hands.clock.tick(1);
    await().until(() -> hands.stream.eye().z() > 100 - 2.5 * way);
  }

  @Test
  void aViewerWhoLeavesFliesNoMore() {
    hands.input().use(Tool.FLY);
    hands.key("KeyW", true);
    hands.navigation.left(hands.ada);
    assertThat(hands.input().advance(1)).isFalse();
    assertThat(hands.selection.heard).contains("end");
  }

  @Test
  void theSticksOfAGamepadFlyAndTurnBeyondTheirRest() {
    hands.gamepad(AXIS, 0.1);
    assertThat(hands.input().advance(1)).isFalse();
    hands.gamepad(AXIS + 1, -1);
    assertThat(hands.input().advance(0.1)).isTrue();
    assertEye(0, 0, 100 - 0.2 * DIAGONAL * 0.1);
    hands.gamepad(AXIS + 1, 0);
    hands.gamepad(AXIS + 2, 1);
    hands.input().advance(0.1);
    assertThat(hands.stream.axis(2).x()).isCloseTo(-Math.sin(0.15), EXACT);
    hands.gamepad(AXIS + 2, 0);
    hands.gamepad(7, 1);
    double before = hands.stream.eye().y();
    hands.input().advance(0.1);
    assertThat(hands.stream.eye().y()).isCloseTo(before + 0.2 * DIAGONAL * 0.1, EXACT);
    hands.gamepad(7, 0);
    assertThat(hands.input().advance(0.1)).isFalse();
  }

  // -- keys

  @Test
  void fFitsTheSelectionAndWithoutOneEverything() {
    hands.key("KeyF", true);
    double all = hands.stream.eye().z();
    assertThat(all).isCloseTo(1.1 * DIAGONAL / 2 / Math.sin(Math.atan(0.5)), EXACT);
    hands.stream.drawn.put("/A", new Bounds(new Vector3(4, 4, 4), new Vector3(6, 6, 6)));
    hands.selection.selected = List.of("/A");
    hands.key("KeyF", true);
    assertEye(5, 5, 5 + all / 10);
  }

  @Test
  void howFarAndHowQuicklyIsConfigured() {
    hands.settings =
        new NavigationSettings(
            0.005, 0.01, 0.1, 2, 0.2, 0.5, new Limits(Math.PI / 6, 0.5, 10), 5, 9, false);
    hands.drag(MIDDLE, 0, 30, 20);
    assertEye(-12, 8, 100);
    hands.key("Home", true);
    hands.drag(LEFT, 0, 0, 400);
    assertEye(0, 50, 100 * Math.cos(Math.PI / 6));
    hands.wheel(-50);
    assertThat(hands.stream.eye().length()).isCloseTo(DIAGONAL / 4, EXACT);
    hands.wheel(50);
    assertThat(hands.stream.eye().length()).isCloseTo(5 * DIAGONAL, EXACT);
    Camera before = hands.stream.camera();
    hands.gamepad(AXIS, 0.4);
    hands.clock.tick(3);
    assertThat(hands.stream.camera()).isEqualTo(before);
    hands.gamepad(AXIS, 1);
    await().until(() -> !hands.stream.camera().equals(before));
  }

  @Test
  void homeIsWhereTheStageWasSeenFirst() {
    hands.drag(LEFT, 0, 100, 0);
    hands.key("Home", true);
    assertUnmoved();
  }

  @Test
  void commandsOfTheBrowserAreNotOurs() {
    hands.give(new InputEvent.Key("KeyF", true, InputEvent.CONTROL));
    hands.give(new InputEvent.Text("f"));
    assertUnmoved();
  }

  @Test
  void escapeEndsADragWithoutAResult() {
    hands.press(100, 100, LEFT, InputEvent.SHIFT);
    hands.move(200, 200);
    hands.key("Escape", true);
    hands.release(200, 200, LEFT);
    assertThat(hands.selection.picks()).isEmpty();
  }

  // -- fingers

  @Test
  void aTapSelectsAndMayTrembleMoreThanAClick() {
    hands.touch(5, BEGAN, 50, 50);
    hands.touch(5, MOVED, 56, 56);
    hands.touch(5, ENDED, 56, 56);
    assertUnmoved();
    assertThat(hands.selection.picks()).containsExactly("click 56.0 56.0 REPLACE");
  }

  @Test
  void oneFingerOrbits() {
    hands.touch(5, BEGAN, 50, 50);
    hands.touch(5, MOVED, 150, 50);
    hands.touch(5, ENDED, 150, 50);
    assertEye(-100 * Math.sin(0.5), 0, 100 * Math.cos(0.5));
    assertThat(hands.selection.picks()).isEmpty();
  }

  @Test
  void twoFingersPinchAndPan() {
    hands.touch(1, BEGAN, 100, 100);
    hands.touch(2, BEGAN, 200, 100);
    hands.touch(2, MOVED, 300, 100);
    // Their middle went 50 pixels to the right, at 0.2 units a pixel; then half the distance.
    assertEye(-10, 0, 50);
    hands.touch(2, ENDED, 300, 100);
    hands.touch(1, MOVED, 500, 100);
    hands.touch(1, ENDED, 500, 100);
    assertEye(-10, 0, 50);
    assertThat(hands.selection.picks()).isEmpty();
  }

  @Test
  void aThirdFingerAndOneThatIsNotDownAreNothing() {
    hands.touch(1, BEGAN, 100, 100);
    hands.touch(2, BEGAN, 200, 100);
    hands.touch(3, BEGAN, 300, 100);
    hands.touch(3, MOVED, 900, 400);
    hands.touch(9, MOVED, 900, 400);
    hands.touch(9, ENDED, 900, 400);
    assertUnmoved();
  }

  @Test
  void aTouchThatIsCancelledSelectsNothing() {
    hands.touch(1, BEGAN, 100, 100);
    hands.touch(1, CANCELLED, 100, 100);
    assertThat(hands.selection.picks()).isEmpty();
  }

  // -- pointing

  @Test
  void aPointerWithoutAButtonPointsAndOneThatDragsDoesNot() {
    hands.move(10, 20);
    hands.press(10, 20, LEFT, 0);
    hands.move(50, 20);
    hands.move(60, 20);
    hands.release(60, 20, LEFT);
    hands.move(70, 20);
    assertThat(hands.selection.heard)
        .containsExactly("end", "hover 10.0 20.0", "end", "hover 70.0 20.0");
  }

  // -- who may, and what is no input

  @Test
  void inputThatIsTurnedOffEndsEverythingAndIsCounted() {
    hands.press(100, 100, LEFT, 0);
    hands.move(150, 100);
    Optional<Camera> before = hands.stream.view.camera();
    hands.input().setActive(false);
    hands.move(200, 100);
    hands.release(200, 100, LEFT);
    hands.press(300, 100, LEFT, 0);
    hands.input().setActive(true);
    hands.release(300, 100, LEFT);
    assertThat(hands.stream.view.camera()).isEqualTo(before);
    assertThat(hands.selection.picks()).isEmpty();
    assertThat(hands.count(NavigationCounter.INPUT_IGNORED)).isEqualTo(3);
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, -1e300, 1e6})
  void placesThatNoScreenHasAreRefusedAndCounted(double place) {
    hands.press(100, 100, LEFT, 0);
    hands.move(place, 100);
    hands.move(100, place);
    hands.wheel(place);
    hands.gamepad(AXIS, place);
    hands.touch(1, BEGAN, place, 5);
    hands.give(new InputEvent.PointerButton(place, 5, LEFT, false, 0));
    assertThat(hands.count(NavigationCounter.INPUT_REFUSED)).isEqualTo(6);
    assertUnmoved();
    assertThat(hands.selection.picks()).isEmpty();
  }

  @Test
  void aReleaseThatIsNowhereEndsTheDragAllTheSame() {
    hands.press(100, 100, LEFT, 0);
    hands.release(Double.NaN, 100, LEFT);
    hands.move(300, 100);
    hands.touch(1, BEGAN, 100, 100);
    hands.touch(1, ENDED, Double.NaN, 100);
    hands.touch(2, BEGAN, 100, 100);
    hands.touch(2, MOVED, 200, 100);
    assertEye(-100 * Math.sin(0.5), 0, 100 * Math.cos(0.5));
    assertThat(hands.selection.picks()).isEmpty();
  }

  @Test
  void inputByMessagesEndsWhereTheViewersOwnArrives() throws Exception {
    hands.input().messageInput(new InputEvent.PointerButton(100, 100, LEFT, true, 0));
    hands.move(200, 100);
    assertUnmoved();
    OrielException refused =
        catchThrowableOfType(
            OrielException.class,
            () -> hands.input().messageInput(new InputEvent.PointerMoved(1, 1, 0)));
    assertThat(refused.code()).isEqualTo(ErrorCode.UNSUPPORTED);
  }

  @Test
  void withoutAStageThereIsNothingToSteer() {
    hands.stream.shown = Optional.empty();
    hands.drag(LEFT, 0, 100, 100);
    hands.wheel(3);
    assertUnmoved();
    assertThat(hands.count(NavigationCounter.MOVES)).isZero();
  }

  // -- more than one

  @Test
  void twoViewersSteerOneCameraEachFromWhereItIs() {
    FakeViewer bob = new FakeViewer("bob");
    hands.press(100, 100, LEFT, 0);
    hands.move(150, 100);
    hands.navigation.of(bob).nativeInput(new InputEvent.Wheel(5, 5, 0, 1, 0));
    hands.move(200, 100);
    hands.release(200, 100, LEFT);
    double distance = 100 * Math.exp(0.1);
    assertEye(-distance * Math.sin(0.5), 0, distance * Math.cos(0.5));
    assertThat(hands.selection.picks()).isEmpty();
  }

  @Test
  void aCameraThatSomebodyElseSetIsWhereADragGoesOn() {
    hands.press(100, 100, LEFT, 0);
    hands.move(150, 100);
    hands.stream.view = hands.stream.view.with().camera(FakeStream.FIRST).build();
    hands.move(250, 100);
    assertEye(-100 * Math.sin(0.5), 0, 100 * Math.cos(0.5));
  }
}
