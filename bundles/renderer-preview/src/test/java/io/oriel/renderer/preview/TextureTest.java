package io.oriel.renderer.preview;

import static io.oriel.renderer.preview.Shapes.rectangle;
import static io.oriel.renderer.preview.Studio.code;
import static io.oriel.renderer.preview.Studio.linear;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.oriel.api.aov.Aovs;
import io.oriel.api.aov.ElementType;
import io.oriel.api.geometry.Matrix4;
import io.oriel.api.render.Camera;
import io.oriel.api.stage.Interpolation;
import io.oriel.api.stage.MeshData;
import io.oriel.api.stage.Primvar;
import io.oriel.api.stage.Texture;
import io.oriel.api.stage.Texture.Wrap;
import io.oriel.tck.FakeStage;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Textures, against arithmetic done here. */
class TextureTest {
  private static final OutputFormats FLOATS =
      new OutputFormats(ElementType.F32, ElementType.F32, ElementType.F32, false);

  private static Texture random(int width, int height, Wrap wrap) {
    int[] pixels = new Random(width * 31L + height).ints((long) width * height).toArray();
    return new Texture(width, height, pixels, wrap, wrap);
  }

  private static Texture gray(int width, int height, int... codes) {
    int[] pixels = new int[width * height];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = 0xff000000 | codes[i % codes.length] * 0x010101;
    }
    return new Texture(width, height, pixels, Wrap.REPEAT, Wrap.REPEAT);
  }

  /** Fills the picture of {@link Studio#PIXELS}; coordinates run from one number to another. */
  private static MeshData wall(Texture texture, float from, float to) {
    float[] coordinates = {from, from, to, from, to, to, from, to};
    return rectangle(0, 0, 200, 150, 0)
        .texture(texture, new Primvar(Interpolation.POINT, coordinates))
        .build();
  }

  private static Pixels albedo(MeshData mesh) throws Exception {
    try (Studio studio = new Studio(FLOATS)) {
      studio.show(new FakeStage().with(mesh));
      return studio.pixels(Aovs.DIFFUSE_ALBEDO);
    }
  }

  /** A channel of the texture at whole numbers, from the top, as the wrapping says. */
  private static double texel(Texture texture, int x, int y, int channel) {
    int column = wrap(x, texture.width(), texture.wrapS());
    int row = wrap(y, texture.height(), texture.wrapT());
    boolean outside = column < 0 || row < 0;
    return outside
        ? 0
        : linear(texture.pixels()[row * texture.width() + column] >> 8 * channel & 0xff);
  }

  private static int wrap(int index, int size, Wrap wrap) {
    int i = index;
    switch (wrap) {
      case REPEAT -> {
        while (i < 0) {
          i += size;
        }
        return i % size;
      }
      case MIRROR -> {
        while (i < 0 || i >= size) {
          i = i < 0 ? -1 - i : 2 * size - 1 - i;
        }
        return i;
      }
      case CLAMP -> {
        return Math.min(Math.max(i, 0), size - 1);
      }
      default -> {
        return i < 0 || i >= size ? -1 : i;
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void aLargePictureOfATextureMixesTheFourNearestPixels(Wrap wrap) throws Exception {
    Texture texture = random(5, 4, wrap);
    Pixels picture = albedo(wall(texture, -1.7f, 2.6f));
    for (int y = 0; y < Studio.HEIGHT; y += 5) {
      for (int x = 0; x < Studio.WIDTH; x += 5) {
        double s = -1.7 + 4.3 * (x + 0.5) / Studio.WIDTH;
        double t = 2.6 - 4.3 * (y + 0.5) / Studio.HEIGHT;
        double column = s * 5 - 0.5;
        double row = (1 - t) * 4 - 0.5;
        int left = (int) Math.floor(column);
        int top = (int) Math.floor(row);
        for (int k = 0; k < 3; k++) {
          double upper = mix(texture, left, top, column - left, k);
          double lower = mix(texture, left, top + 1, column - left, k);
          double expected = upper + (lower - upper) * (row - top);
          assertThat(picture.at(x, y, k)).as("%d,%d", x, y).isCloseTo(expected, within(1e-4));
        }
      }
    }
  }

  private static double mix(Texture texture, int x, int y, double share, int channel) {
    return texel(texture, x, y, channel) * (1 - share) + texel(texture, x + 1, y, channel) * share;
  }

  @Test
  void coordinatesAreInterpolatedInPerspective() throws Exception {
    // A floor that recedes from z = -2 to z = -10, and as wide a texture is far from end to end.
    float[] points = {-50, -1, -2, 50, -1, -2, 50, -1, -10, -50, -1, -10};
    float[] coordinates = {0, 0, 0, 0, 0, 1, 0, 1};
    int[] codes = new int[8];
    for (int i = 0; i < codes.length; i++) {
      codes[i] = 255 - i * 32;
    }
    MeshData floor =
        MeshData.builder("/floor", points, new int[] {0, 1, 2, 0, 2, 3})
            .texture(gray(1, 8, codes), new Primvar(Interpolation.POINT, coordinates))
            .build();
    try (Studio studio = new Studio(FLOATS)) {
      studio.show(new FakeStage().with(floor));
      studio.look(Camera.perspective(Matrix4.IDENTITY, Math.PI / 2, 0.1, 100));
      Pixels picture = studio.pixels(Aovs.DIFFUSE_ALBEDO);
      for (int row = 88; row < 112; row++) {
        double below = (row + 0.5 - Studio.HEIGHT / 2.0) / (Studio.HEIGHT / 2.0);
        double t = (1 / below - 2) / 8;
        double place = (1 - t) * 8 - 0.5;
        int above = (int) Math.floor(place);
        double a = linear(codes[Math.floorMod(above, 8)]);
        double b = linear(codes[Math.floorMod(above + 1, 8)]);
        double expected = a + (b - a) * (place - above);
        assertThat(picture.at(100, row)).as("row %d", row).isCloseTo(expected, within(1e-4));
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"64,64", "100,100", "333,77", "1024,1024"})
  void aSmallPictureOfATextureShowsItsMean(int width, int height) throws Exception {
    // Columns of black and white; as light that is one half, which no mean of codes would give.
    Pixels picture = albedo(wall(gray(width, height, 0, 255), 0, 200));
    for (int x = 20; x < 180; x += 13) {
      assertThat(picture.at(x, 75)).as("%d", x).isCloseTo(0.5, within(0.02));
    }
  }

  @Test
  void theSmallestCopyIsTheMeanInLinearLight() {
    Texture texture = random(13, 7, Wrap.REPEAT);
    ExactTriangle color = new ExactTriangle();
    new MipMaps(texture).sample(0.5, 0.5, 1e9, color);
    double[] found = {color.red, color.green, color.blue};
    for (int k = 0; k < 3; k++) {
      double sum = 0;
      for (int i = 0; i < 13 * 7; i++) {
        sum += texel(texture, i % 13, i / 13, k);
      }
      // Each copy is rounded to a code.
      assertThat(found[k]).isCloseTo(sum / (13 * 7), within(0.02));
    }
  }

  @Test
  void everyPixelOfAHalfSizedCopyIsTheMeanOfFour() {
    Texture texture = random(8, 8, Wrap.CLAMP);
    MipMaps maps = new MipMaps(texture);
    ExactTriangle color = new ExactTriangle();
    for (int y = 0; y < 4; y++) {
      for (int x = 0; x < 4; x++) {
        maps.sample((x + 0.5) / 4, 1 - (y + 0.5) / 4, 4, color);
        double sum = 0;
        for (int i = 0; i < 4; i++) {
          sum += texel(texture, 2 * x + i % 2, 2 * y + i / 2, 1);
        }
        assertThat(code(color.green)).isCloseTo(code(sum / 4), within(1.0));
      }
    }
  }

  @Test
  void colorOutputsShowTheTexture() throws Exception {
    Texture texture = new Texture(2, 1, new int[] {0x282828, 0xc8c8c8}, Wrap.CLAMP, Wrap.CLAMP);
    try (Studio studio = new Studio(FLOATS)) {
      studio.show(new FakeStage().with(wall(texture, 0, 1)));
      int[] ldr = studio.picture();
      Pixels hdr = studio.pixels(Aovs.HDR_COLOR);
      for (int x : new int[] {20, 180}) {
        double expected = linear(x < 100 ? 40 : 200);
        double seen = Studio.channel(Studio.at(ldr, x, 75), 1);
        assertThat(seen).isCloseTo(code(expected), within(1.5));
        assertThat(hdr.at(x, 75, 1)).isCloseTo(2 * expected, within(0.02));
      }
    }
  }

  @Test
  void vectorsGiveTheSamePicture() throws Exception {
    int[] scalar;
    MeshData ball =
        Shapes.ball(12, 20)
            .texture(
                random(64, 32, Wrap.MIRROR),
                new Primvar(Interpolation.POINT, coordinates(13 * 21, new Random(4))))
            .build();
    Camera camera = RandomStages.camera(new Random(3));
    try (Studio studio = new Studio()) {
      studio.look(camera).show(new FakeStage().with(ball));
      scalar = studio.picture();
    }
    try (Studio studio = new Studio(Kernels.vector(), 2)) {
      studio.look(camera).show(new FakeStage().with(ball));
      assertThat(studio.picture()).isEqualTo(scalar);
    }
  }

  private static float[] coordinates(int count, Random random) {
    float[] values = new float[count * 2];
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextFloat();
    }
    return values;
  }

  @Test
  void aTextureOfOnePixelIsAColour() throws Exception {
    Pixels picture = albedo(wall(gray(1, 1, 128), -3, 5));
    assertThat(picture.at(3, 3)).isCloseTo(linear(128), within(1e-6));
    assertThat(picture.at(196, 147)).isCloseTo(linear(128), within(1e-6));
  }

  @ParameterizedTest
  @ValueSource(
      floats = {
        Float.NaN,
        Float.POSITIVE_INFINITY,
        Float.NEGATIVE_INFINITY,
        Float.MAX_VALUE,
        -1e30f,
        1e-40f
      })
  void coordinatesOutOfAllBoundsStillShowTheTexture(float strange) throws Exception {
    for (Wrap wrap : Wrap.values()) {
      Texture white = new Texture(2, 2, new int[] {-1, -1, -1, -1}, wrap, wrap);
      float[] coordinates = {0, 0, strange, 0, 1, strange, strange, strange};
      Pixels picture =
          albedo(
              rectangle(0, 0, 200, 150, 0)
                  .texture(white, new Primvar(Interpolation.POINT, coordinates))
                  .build());
      for (double value : picture.values()) {
        assertThat(value).isBetween(0.0, 1.0);
      }
      if (wrap != Wrap.BLACK) {
        assertThat(picture.at(100, 75)).isEqualTo(1);
      }
    }
  }

  @Test
  void coordinatesThatDoNotFitLeaveTheColourAndAreCounted() throws Exception {
    MeshData mesh =
        rectangle(0, 0, 200, 150, 0)
            .colors(Shapes.color(0.25, 0.5, 1))
            .texture(gray(1, 1, 128), new Primvar(Interpolation.POINT, new float[3]))
            .build();
    try (Studio studio = new Studio(FLOATS)) {
      studio.show(new FakeStage().with(mesh));
      assertThat(studio.pixels(Aovs.DIFFUSE_ALBEDO).at(100, 75, 1)).isEqualTo(0.5);
      assertThat(studio.counters.get(PreviewCounter.PRIMVARS_IGNORED)).isEqualTo(1);
    }
  }

  @Test
  void aTextureThatManyMeshesShareIsPreparedOnce() throws Exception {
    Texture texture = random(16, 16, Wrap.REPEAT);
    FakeStage stage =
        new FakeStage()
            .with(wall(texture, 0, 1))
            .with(wall(random(8, 8, Wrap.CLAMP), 0, 1))
            .with(wall(texture, 0, 2));
    Scene scene = new SceneBuilder(stage).build();
    assertThat(scene.textures).hasSize(2);
    assertThat(scene.triangleColors).containsExactly(-1, -1, -2, -2, -1, -1);
  }
}
