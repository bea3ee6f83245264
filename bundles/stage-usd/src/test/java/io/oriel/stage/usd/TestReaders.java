package io.oriel.stage.usd;

import io.oriel.api.error.OrielException;
import io.oriel.api.stage.SceneSample;
import io.oriel.api.stage.Stage;
import io.oriel.api.stage.StageSource;
import io.oriel.tck.FakeLoadMonitor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** What the tests share: the interpreter, settings, the small stages. */
final class TestReaders {
  static final Settings DEFAULTS =
      new Settings(
          python(), 4L << 30, 200_000, 100_000, 20_000_000, 256L << 20, 256L << 20, List.of());

  private static final Duration QUESTION_LIMIT = Duration.ofSeconds(60);

  private TestReaders() {}

  /** The interpreter that runtime/verify provides. */
  static String python() {
    String python = System.getenv("ORIEL_PYTHON");
    if (python == null || python.isBlank()) {
      throw new IllegalStateException(
          "ORIEL_PYTHON names no interpreter with usd-core 26.11; runtime/verify sets it, or:"
              + " python3 -m venv V && V/bin/pip install usd-core==26.11 &&"
              + " export ORIEL_PYTHON=$PWD/V/bin/python");
    }
    return python;
  }

  static UsdStageReader reader(Settings settings) {
    return reader(settings, QUESTION_LIMIT);
  }

  static UsdStageReader reader(Settings settings, Duration questionLimit) {
    try {
      Path scripts = Files.createTempDirectory("oriel-usd-worker");
      return new UsdStageReader(
          scripts, settings, new Downloads(scripts.resolve("downloads"), 1 << 20), questionLimit);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  static Settings withPython(Path python) {
    return new Settings(
        python.toString(),
        DEFAULTS.memoryLimitBytes(),
        DEFAULTS.maxPrims(),
        DEFAULTS.maxMeshes(),
        DEFAULTS.maxPoints(),
        DEFAULTS.maxAnimationBytes(),
        DEFAULTS.maxTextureBytes(),
        List.of());
  }

  static Opening opening(Path file) {
    return new Opening(
        file, Optional.empty(), Map.of(), DEFAULTS, Duration.ofSeconds(60), QUESTION_LIMIT);
  }

  static Path file(String name) {
    try {
      return Path.of(TestReaders.class.getResource("/stages/" + name).toURI());
    } catch (URISyntaxException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  static Stage open(UsdStageReader reader, Path file) throws OrielException {
    return reader.open(StageSource.of(file.toString()), new FakeLoadMonitor());
  }

  /** Number of the only mesh of a prim. */
  static int mesh(Stage stage, String path) {
    int[] found =
        IntStream.range(0, stage.geometry().meshes().size())
            .filter(n -> stage.geometry().meshes().get(n).path().equals(path))
            .toArray();
    if (found.length != 1) {
      throw new AssertionError(found.length + " meshes of " + path);
    }
    return found[0];
  }

  static SceneSample sample(Stage stage, double time) {
    SceneSample sample = new SceneSample(stage.geometry());
    stage.geometry().sample(time, sample);
    return sample;
  }
}
