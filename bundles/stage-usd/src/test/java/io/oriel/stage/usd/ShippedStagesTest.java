package io.oriel.stage.usd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.oriel.api.stage.MeshData;
import io.oriel.api.stage.SceneSample;
import io.oriel.api.stage.Stage;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The stages of config/stages are what they promise. */
class ShippedStagesTest {
  private static final Path STAGES = Path.of("../../config/stages");

  /** sRGB values that X-Rite published for the ColorChecker Classic. */
  private static final Map<String, int[]> PATCHES =
      Map.ofEntries(
          Map.entry("DarkSkin", new int[] {115, 82, 68}),
          Map.entry("LightSkin", new int[] {194, 150, 130}),
          Map.entry("BlueSky", new int[] {98, 122, 157}),
          Map.entry("Foliage", new int[] {87, 108, 67}),
          Map.entry("BlueFlower", new int[] {133, 128, 177}),
          Map.entry("BluishGreen", new int[] {103, 189, 170}),
          Map.entry("Orange", new int[] {214, 126, 44}),
          Map.entry("PurplishBlue", new int[] {80, 91, 166}),
          Map.entry("ModerateRed", new int[] {193, 90, 99}),
          Map.entry("Purple", new int[] {94, 60, 108}),
          Map.entry("YellowGreen", new int[] {157, 188, 64}),
          Map.entry("OrangeYellow", new int[] {224, 163, 46}),
          Map.entry("Blue", new int[] {56, 61, 150}),
          Map.entry("Green", new int[] {70, 148, 73}),
          Map.entry("Red", new int[] {175, 54, 60}),
          Map.entry("Yellow", new int[] {231, 199, 31}),
          Map.entry("Magenta", new int[] {187, 86, 149}),
          Map.entry("Cyan", new int[] {8, 133, 161}),
          Map.entry("White", new int[] {243, 243, 242}),
          Map.entry("Neutral8", new int[] {200, 200, 200}),
          Map.entry("Neutral65", new int[] {160, 160, 160}),
          Map.entry("Neutral5", new int[] {122, 122, 121}),
          Map.entry("Neutral35", new int[] {85, 85, 85}),
          Map.entry("Black", new int[] {52, 52, 52}));

  private static UsdStageReader reader;

  @BeforeAll
  static void start() {
    reader = TestReaders.reader(TestReaders.DEFAULTS);
  }

  @AfterAll
  static void stop() {
    reader.deactivate();
  }

  @Test
  void theChartHasThePublishedColors() throws Exception {
    Stage stage = TestReaders.open(reader, STAGES.resolve("calibration.usda"));

    assertThat(stage.info().warnings()).isEmpty();
    PATCHES.forEach((name, expected) -> {
      int mesh = TestReaders.mesh(stage, "/World/Chart/" + name);
      float[] linear = stage.geometry().meshes().get(mesh).colors().values();
      for (int k = 0; k < 3; k++) {
        assertThat(encoded(linear[k]) * 255)
            .as("%s, channel %d", name, k)
            .isCloseTo(expected[k], within(0.01));
      }
    });
  }

  /** The sRGB curve of IEC 61966-2-1. */
  private static double encoded(double linear) {
    return linear <= 0.0031308 ? linear * 12.92 : 1.055 * Math.pow(linear, 1 / 2.4) - 0.055;
  }

  @Test
  void theCalibrationStageRepeatsWithoutASeam() throws Exception {
    repeats(TestReaders.open(reader, STAGES.resolve("calibration.usda")));
  }

  @Test
  void theWorkshopIsRichAndRepeatsWithoutASeam() throws Exception {
    Stage stage = TestReaders.open(reader, STAGES.resolve("workshop.usda"));

    assertThat(stage.info().warnings()).isEmpty();
    assertThat(stage.info().animated()).isTrue();
    assertThat(stage.geometry().cameras()).isNotEmpty();
    long triangles = stage.geometry().meshes().stream().mapToLong(MeshData::triangleCount).sum();
    assertThat(triangles).isBetween(10_000L, 16_000L);
    assertThat(Files.size(STAGES.resolve("workshop.usda"))).isLessThan(1 << 20);
    repeats(stage);
  }

  /** At the end everything is where something that looks the same was at the start. */
  private static void repeats(Stage stage) {
    List<String> first = picture(stage, stage.info().startTimeCode());
    List<String> last = picture(stage, stage.info().endTimeCode());
    List<String> between =
        picture(stage, stage.info().startTimeCode() + 0.37 * stage.info().endTimeCode());
    assertThat(last).containsExactlyInAnyOrderElementsOf(first);
    assertThat(between).isNotEqualTo(first);
  }

  private static List<String> picture(Stage stage, double time) {
    SceneSample sample = TestReaders.sample(stage, time);
    List<String> picture = new ArrayList<>();
    for (int mesh = 0; mesh < stage.geometry().meshes().size(); mesh++) {
      if (sample.visible()[mesh]) {
        MeshData data = stage.geometry().meshes().get(mesh);
        StringBuilder line = new StringBuilder();
        line.append(data.indices().length).append(' ').append(data.colors().values()[0]);
        for (int k = 0; k < 16; k++) {
          line.append(' ').append(Math.round(sample.transforms()[mesh * 16 + k] * 1000));
        }
        for (float number : sample.points()[mesh]) {
          line.append(' ').append(Math.round(number * 1000));
        }
        picture.add(line.toString());
      }
    }
    return picture;
  }

  @Test
  void theWorkshopIsWhatItsGeneratorWrites() throws Exception {
    Process generator =
        new ProcessBuilder(TestReaders.python(), STAGES.resolve("workshop.py").toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String written = new String(generator.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(generator.waitFor()).isZero();
    assertThat(written.equals(Files.readString(STAGES.resolve("workshop.usda"))))
        .as("config/stages/workshop.usda is out of date")
        .isTrue();
  }
}
