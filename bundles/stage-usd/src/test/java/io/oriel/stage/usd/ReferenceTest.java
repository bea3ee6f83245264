package io.oriel.stage.usd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.oriel.api.stage.SceneSample;
import io.oriel.api.stage.Stage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Transforms and visibility at many times, against OpenUSD's own answers (reference.py). */
class ReferenceTest {
  private static UsdStageReader reader;

  @BeforeAll
  static void start() {
    reader = TestReaders.reader(TestReaders.DEFAULTS);
  }

  @AfterAll
  static void stop() {
    reader.deactivate();
  }

  private record Expected(String path, double[] matrix) {}

  @ParameterizedTest
  @CsvSource({
    // OpenUSD interpolates float quaternions in single precision.
    "transforms.usda, '1 1.5 2 2.25 3 4.75 5 6.6 8.999 9', 5e-6",
    // A spline is read four times a time code and straight in between.
    "spline.usda, '1 1.25 3 4.5 7.75 9', 1e-9",
    "instances.usda, '0 0.5 1 2.75 4', 1e-6",
    "shown.usda, '0 2 4 5 8 9 10', 1e-9",
    "shapes.usda, '0', 1e-9",
  })
  void everythingIsWhereOpenUsdPutsIt(String name, String times, double tolerance)
      throws Exception {
    Path file = TestReaders.file(name);
    Stage stage = TestReaders.open(reader, file);
    Map<String, List<Expected>> reference = reference(file, times.split(" "));
    for (String time : times.split(" ")) {
      List<Expected> expected = reference.getOrDefault(time, List.of());
      SceneSample sample = TestReaders.sample(stage, Double.parseDouble(time));
      List<String> shown = new ArrayList<>();
      for (int mesh = 0; mesh < stage.geometry().meshes().size(); mesh++) {
        if (sample.visible()[mesh]) {
          String path = stage.geometry().meshes().get(mesh).path();
          Expected other = expected.get(shown.size());
          shown.add(path);
          for (int k = 0; k < 16; k++) {
            assertThat(sample.transforms()[mesh * 16 + k])
                .as("%s at %s, number %d", path, time, k)
                .isCloseTo(other.matrix[k], within(tolerance));
          }
        }
      }
      assertThat(shown)
          .as("at %s", time)
          .containsExactlyElementsOf(expected.stream().map(Expected::path).toList());
    }
  }

  private static Map<String, List<Expected>> reference(Path file, String... times)
      throws Exception {
    Path script = TestReaders.file("../reference.py");
    List<String> command = new ArrayList<>();
    command.addAll(List.of(TestReaders.python(), script.toString(), file.toString()));
    command.addAll(List.of(times));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    String output = new String(process.getInputStream().readAllBytes());
    assertThat(process.waitFor()).isZero();
    Map<String, List<Expected>> expected = new HashMap<>();
    for (String line : output.lines().toList()) {
      String[] fields = line.split(" ");
      double[] matrix = new double[16];
      for (int k = 0; k < 16; k++) {
        matrix[k] = Double.parseDouble(fields[k + 2]);
      }
      expected
          .computeIfAbsent(fields[0], time -> new ArrayList<>())
          .add(new Expected(fields[1], matrix));
    }
    return expected;
  }
}
