package io.oriel.renderer.preview;

import static io.oriel.renderer.preview.Shapes.color;
import static io.oriel.renderer.preview.Shapes.rectangle;
import static io.oriel.renderer.preview.Studio.at;
import static io.oriel.renderer.preview.Studio.channel;
import static io.oriel.renderer.preview.Studio.code;
import static io.oriel.renderer.preview.Studio.linear;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.oriel.api.geometry.Matrix4;
import io.oriel.api.geometry.Vector3;
import io.oriel.api.render.Camera;
import io.oriel.api.stage.Interpolation;
import io.oriel.api.stage.MeshData;
import io.oriel.api.stage.Primvar;
import io.oriel.tck.FakeStage;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What colours come out, against arithmetic done here. */
class PictureTest {
  /** Albedo has 10 bits, the transfer function a fit: together less than one code. */
  private static final Offset<Double> ONE_CODE = within(1.0);

  private static int[] draw(FakeStage stage) throws Exception {
    try (Studio studio = new Studio()) {
      studio.show(stage);
      return studio.picture();
    }
  }

  private static int[] background() throws Exception {
    return draw(new FakeStage());
  }

  @ParameterizedTest
  @CsvSource({"0,0,0", "1,1,1", "0.18,0.18,0.18", "0.002,0.5,0.9", "0.031,0.0007,0.25"})
  void aSurfaceThatFacesTheCameraShowsItsOwnColour(double red, double green, double blue)
      throws Exception {
    int[] picture =
        draw(
            new FakeStage()
                .with(rectangle(20, 20, 180, 130, 0).colors(color(red, green, blue)).build()));
    int pixel = at(picture, 100, 75);
    assertThat((double) channel(pixel, 0)).isCloseTo(code(red), ONE_CODE);
    assertThat((double) channel(pixel, 1)).isCloseTo(code(green), ONE_CODE);
    assertThat((double) channel(pixel, 2)).isCloseTo(code(blue), ONE_CODE);
    assertThat(channel(pixel, 3)).isEqualTo(255);
  }

  @ParameterizedTest
  @ValueSource(doubles = {-80, -55, -30, 30, 55, 80})
  void aTiltedSurfaceIsLitAsTheFormulaSays(double degrees) throws Exception {
    double angle = Math.toRadians(degrees);
    // Turns about the picture's horizontal axis through its middle.
    Matrix4 turn =
        Matrix4.of(
            new double[] {
              1,
              0,
              0,
              0,
              0,
              Math.cos(angle),
              Math.sin(angle),
              0,
              0,
              -Math.sin(angle),
              Math.cos(angle),
              0,
              100,
              75,
              0,
              1
            },
            0);
    MeshData mesh = rectangle(-40, -40, 40, 40, 0).colors(color(0.4, 0.4, 0.4)).build();
    int pixel = at(draw(new FakeStage().with(mesh, time -> turn)), 100, 75);
    // The normal (0, 0, 1) turned alike.
    double up = -Math.sin(angle);
    double facing = Math.cos(angle);
    double length = Math.sqrt(0.45 * 0.45 + 0.60 * 0.60 + 0.66 * 0.66);
    double key = Math.max(0, (0.60 * up + 0.66 * facing) / length);
    double head = Lights.HEAD * Math.max(0, facing);
    double brightness = Lights.AMBIENT + Lights.SKY * up + Lights.KEY * key + head;
    float[] warm = {Lights.WARM_RED, Lights.WARM_GREEN, Lights.WARM_BLUE};
    for (int k = 0; k < 3; k++) {
      double tint = Math.pow(1 + warm[k] * (key - 0.66 / length), 4);
      assertThat((double) channel(pixel, k)).isCloseTo(code(0.4 * brightness * tint), ONE_CODE);
    }
  }

  @Test
  void coloursOfPointsAreInterpolatedInPerspective() throws Exception {
    // A floor that recedes from z = -2 to z = -10, black near and white far.
    float[] points = {-50, -1, -2, 50, -1, -2, 50, -1, -10, -50, -1, -10};
    float[] colors = {0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1};
    MeshData floor =
        MeshData.builder("/floor", points, new int[] {0, 1, 2, 0, 2, 3})
            .colors(new Primvar(Interpolation.POINT, colors))
            .build();
    Camera camera = Camera.perspective(Matrix4.IDENTITY, Math.PI / 2, 0.1, 100);
    try (Studio studio = new Studio()) {
      studio.show(new FakeStage().with(floor));
      int[] picture = studio.look(camera).picture();
      double up = 1;
      double key = 0.60 / Math.sqrt(0.45 * 0.45 + 0.60 * 0.60 + 0.66 * 0.66);
      double brightness = Lights.AMBIENT + Lights.SKY * up + Lights.KEY * key;
      double facing = 0.66 / Math.sqrt(0.45 * 0.45 + 0.60 * 0.60 + 0.66 * 0.66);
      double tint = Math.pow(1 + Lights.WARM_GREEN * (key - facing), 4);
      for (int row = 85; row < 110; row += 6) {
        double below = (row + 0.5 - Studio.HEIGHT / 2.0) / (Studio.HEIGHT / 2.0);
        double distance = 1 / below;
        double albedo = (distance - 2) / 8;
        assertThat((double) channel(at(picture, 100, row), 1))
            .as("row %d", row)
            .isCloseTo(code(albedo * brightness * tint), within(1.5));
      }
    }
  }

  @Test
  void smoothNormalsShadeARoundSurface() throws Exception {
    MeshData ball = Shapes.ball(24, 48).colors(color(0.5, 0.5, 0.5)).build();
    Matrix4 place =
        Matrix4.of(new double[] {50, 0, 0, 0, 0, 50, 0, 0, 0, 0, 50, 0, 100, 75, 0, 1}, 0);
    int[] picture = draw(new FakeStage().with(ball, time -> place));
    assertThat((double) channel(at(picture, 100, 75), 1)).isCloseTo(code(0.5), within(2.0));
    int before = channel(at(picture, 85, 60), 1);
    for (int x = 86; x < 145; x++) {
      int now = channel(at(picture, x, 75), 1);
      assertThat(now).as("no facets at %d", x).isBetween(before - 12, before + 12);
      before = now;
    }
    assertThat(channel(at(picture, 75, 45), 1))
        .as("the key light stands upper left")
        .isGreaterThan(channel(at(picture, 125, 105), 1));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.1, 0.25, 0.4, 0.6, 0.75, 0.9})
  void anEdgeSharesThePixelItCrosses(double fraction) throws Exception {
    int[] without = background();
    MeshData white = rectangle(80 + fraction, 20, 180, 130, 0).colors(color(1, 1, 1)).build();
    int[] picture = draw(new FakeStage().with(white));
    double behind = linear(channel(at(without, 80, 75), 1));
    double expected = behind * fraction + (1 - fraction);
    assertThat((double) channel(at(picture, 80, 75), 1)).isCloseTo(code(expected), within(3.0));
    assertThat(channel(at(picture, 79, 75), 1)).isEqualTo(channel(at(without, 79, 75), 1));
    assertThat(channel(at(picture, 81, 75), 1)).isEqualTo(255);
  }

  @Test
  void aSurfaceThatLeavesThePictureHasNoEdgeAtItsRim() throws Exception {
    int[] picture =
        draw(new FakeStage().with(rectangle(-50, -50, 300, 300, 0).colors(color(1, 1, 1)).build()));
    assertThat(picture).containsOnly(0xffffffff);
  }

  @Test
  void aBackFaceIsSeenOnlyIfTheMeshIsDoubleSided() throws Exception {
    MeshData.Builder back = rectangle(20, 20, 180, 130, 0).colors(color(1, 1, 1));
    Matrix4 turned =
        Matrix4.of(new double[] {-1, 0, 0, 0, 0, 1, 0, 0, 0, 0, -1, 0, 200, 0, 0, 1}, 0);
    int[] single = draw(new FakeStage().with(back.build(), time -> turned));
    assertThat(at(single, 100, 75)).isEqualTo(at(background(), 100, 75));
    int[] twice = draw(new FakeStage().with(back.doubleSided(true).build(), time -> turned));
    assertThat(channel(at(twice, 100, 75), 1)).as("lit from this side").isEqualTo(255);
  }

  @Test
  void aMirroredMeshKeepsItsFront() throws Exception {
    MeshData white = rectangle(20, 20, 180, 130, 0).colors(color(1, 1, 1)).build();
    Matrix4 mirror =
        Matrix4.of(new double[] {-1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 200, 0, 0, 1}, 0);
    assertThat(channel(at(draw(new FakeStage().with(white, time -> mirror)), 100, 75), 1))
        .isEqualTo(255);
  }

  @Test
  void theNearerSurfaceHidesTheOther() throws Exception {
    FakeStage stage =
        new FakeStage()
            .with(rectangle(60, 40, 140, 110, 5).colors(color(1, 0, 0)).build())
            .with(rectangle(20, 20, 180, 130, 0).colors(color(0, 1, 0)).build());
    int[] picture = draw(stage);
    assertThat(at(picture, 100, 75)).isEqualTo(0xff0000ff);
    assertThat(at(picture, 30, 30)).isEqualTo(0xff00ff00);
  }

  @Test
  void aFloorThatReachesBehindTheCameraIsCutAndNotTorn() throws Exception {
    float reach = 500;
    float[] points = {-reach, -1, reach, reach, -1, reach, reach, -1, -reach, -reach, -1, -reach};
    MeshData floor =
        MeshData.builder("/floor", points, new int[] {0, 1, 2, 0, 2, 3})
            .colors(color(0.5, 0.5, 0.5))
            .build();
    Camera camera = Camera.perspective(Matrix4.IDENTITY, Math.PI / 2, 0.01, 10_000);
    int[] empty;
    int[] picture;
    try (Studio studio = new Studio()) {
      studio.look(camera);
      empty = studio.picture();
      studio.show(new FakeStage().with(floor));
      picture = studio.picture();
    }
    int color = at(picture, 100, 149);
    for (int x = 0; x < Studio.WIDTH; x++) {
      for (int y = 0; y < Studio.HEIGHT; y++) {
        if (y < 74) {
          assertThat(at(picture, x, y)).isEqualTo(at(empty, x, y));
        } else if (y > 76) {
          assertThat(at(picture, x, y)).as("%d,%d", x, y).isEqualTo(color);
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void vectorsAndHelpersGiveTheSamePicture(long seed) throws Exception {
    Random random = new Random(seed);
    FakeStage stage = RandomStages.sound(random);
    Camera camera = RandomStages.camera(random);
    int[] reference;
    try (Studio studio = new Studio(Kernels.scalar(), 0)) {
      studio.show(stage);
      reference = studio.look(camera).picture();
    }
    try (Studio studio = new Studio(Kernels.vector(), 3)) {
      studio.show(stage);
      assertThat(studio.look(camera).picture()).as("seed %d", seed).isEqualTo(reference);
    }
  }

  @Test
  void withoutACameraOfItsOwnAStageIsSeenWhole() throws Exception {
    Vector3 min = new Vector3(-30, 0, -20);
    Vector3 max = new Vector3(70, 50, 80);
    FakeStage stage =
        new FakeStage()
            .bounds(min, max)
            .with(
                Shapes.ball(12, 24).colors(color(1, 1, 1)).build(),
                time ->
                    Matrix4.of(
                        new double[] {50, 0, 0, 0, 0, 25, 0, 0, 0, 0, 50, 0, 20, 25, 30, 1}, 0));
    try (Studio studio = new Studio()) {
      int[] empty = studio.picture();
      studio.show(stage);
      int[] picture = studio.lookAsTheStageWants().picture();
      assertThat(at(picture, 100, 75)).isNotEqualTo(at(empty, 100, 75));
      for (int x = 0; x < Studio.WIDTH; x++) {
        assertThat(at(picture, x, 0)).isEqualTo(at(empty, x, 0));
        assertThat(at(picture, x, 149)).isEqualTo(at(empty, x, 149));
      }
    }
  }
}
