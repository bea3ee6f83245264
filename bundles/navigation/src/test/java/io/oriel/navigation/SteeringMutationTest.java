package io.oriel.navigation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.oriel.api.geometry.Bounds;
import io.oriel.api.geometry.Matrix4;
import io.oriel.api.geometry.Vector3;
import io.oriel.api.input.InputEvent;
import io.oriel.api.render.Camera;
import io.oriel.api.stage.StageInfo;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever hands do, in stages of any size, the camera stays one. */
class SteeringMutationTest {
  private static final String[] KEYS = {
    "KeyW", "KeyA", "KeyS", "KeyD", "KeyQ", "KeyE", "KeyF", "Home", "Escape", "F13", ""
  };

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11})
  void randomInputKeepsTheCameraStraightAndTheStageInReach(int seed) {
    Random random = new Random(seed);
    try (Rigged hands = new Rigged()) {
      double size = Math.pow(10, random.nextInt(-6, 9));
      Vector3 middle =
          new Vector3(random.nextGaussian(), random.nextGaussian(), random.nextGaussian())
              .times(size * 3);
      Vector3 half = new Vector3(size, size * random.nextDouble(), size);
      Vector3 up = random.nextBoolean() ? new Vector3(0, 1, 0) : new Vector3(0, 0, 1);
      hands.stream.info =
          StageInfo.builder()
              .bounds(new Bounds(middle.minus(half), middle.plus(half)))
              .up(up)
              .build();
      hands.stream.shown = Optional.of(anyCamera(random, size));
      for (int i = 0; i < 3000; i++) {
        InputEvent event = anyEvent(random);
        hands.give(event);
        if (random.nextInt(20) == 0) {
          hands.input().advance(random.nextDouble() / 10);
        }
        if (random.nextInt(50) == 0) {
          hands.input().use(Tool.values()[random.nextInt(Tool.values().length)]);
        }
        assertSane(hands, middle, size, event);
      }
    }
  }

  private static Camera anyCamera(Random random, double size) {
    double[] matrix = new double[16];
    for (int i = 0; i < 12; i++) {
      matrix[i] = random.nextGaussian();
    }
    for (int i = 12; i < 15; i++) {
      matrix[i] = random.nextGaussian() * size * 10;
    }
    matrix[15] = 1;
    boolean parallel = random.nextInt(4) == 0;
    return new Camera(
        Matrix4.of(matrix, 0), parallel, parallel ? size : 0.5, size / 10, size * 1000);
  }

  private static double place(Random random) {
    return switch (random.nextInt(60)) {
      case 0 -> Double.NaN;
      case 1 -> Double.NEGATIVE_INFINITY;
      case 2 -> Double.MAX_VALUE;
      case 3 -> 1e5;
      default -> random.nextDouble() * 1200 - 100;
    };
  }

  private static InputEvent anyEvent(Random random) {
    double x = place(random);
    double y = place(random);
    int modifiers = random.nextInt(16);
    return switch (random.nextInt(10)) {
      case 0 ->
          new InputEvent.PointerButton(
              x, y, random.nextInt(-1, 4), random.nextBoolean(), modifiers);
      case 1 -> new InputEvent.Wheel(x, y, place(random), random.nextGaussian() * 30, modifiers);
      case 2 ->
          new InputEvent.Key(
              KEYS[random.nextInt(KEYS.length)], random.nextBoolean(), modifiers & 1);
      case 3 ->
          new InputEvent.Touch(
              random.nextInt(4), InputEvent.Touch.Phase.values()[random.nextInt(4)], x, y);
      case 4 ->
          new InputEvent.Gamepad(
              0,
              random.nextBoolean()
                  ? random.nextInt(-2, 20)
                  : InputEvent.Gamepad.FIRST_AXIS + random.nextInt(-1, 6),
              random.nextGaussian());
      case 5 -> new InputEvent.Text("x");
      default -> new InputEvent.PointerMoved(x, y, modifiers);
    };
  }

  private static void assertSane(Rigged hands, Vector3 middle, double size, InputEvent event) {
    if (hands.stream.view.camera().isEmpty()) {
      return;
    }
    Camera camera = hands.stream.camera();
    Vector3 right = hands.stream.axis(0);
    Vector3 up = hands.stream.axis(1);
    Vector3 back = hands.stream.axis(2);
    assertThat(right.length()).as("%s", event).isCloseTo(1, within(1e-9));
    assertThat(back.length()).as("%s", event).isCloseTo(1, within(1e-9));
    assertThat(right.cross(up).minus(back).length()).as("%s", event).isLessThan(1e-9);
    double away = hands.stream.eye().minus(middle).length();
    assertThat(away).as("%s", event).isLessThan(size * 1e4);
    assertThat(camera.far()).as("%s", event).isFinite().isGreaterThan(camera.near());
    assertThat(camera.verticalExtent()).as("%s", event).isPositive().isFinite();
  }
}
