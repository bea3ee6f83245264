package io.oriel.stage.usd;

import io.oriel.api.stage.StageReader;
import io.oriel.api.stage.StageSource;
import io.oriel.tck.FakeStage;
import io.oriel.tck.StageReaderContract;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The reader keeps the contract. */
class ContractTest extends StageReaderContract {
  private static UsdStageReader reader;

  @BeforeAll
  static void start() {
    reader = TestReaders.reader(TestReaders.DEFAULTS);
  }

  @AfterAll
  static void stop() {
    reader.deactivate();
  }

  @Override
  protected StageReader reader() {
    return reader;
  }

  @Override
  protected Path plates(Path into) {
    return FakeStage.platesUsda(into);
  }

  @Override
  protected List<StageSource> more() {
    return Stream.of(
            TestReaders.file("instances.usda"),
            TestReaders.file("deforming.usda"),
            Path.of("../../config/stages/workshop.usda"))
        .map(file -> StageSource.of(file.toString()))
        .toList();
  }
}
