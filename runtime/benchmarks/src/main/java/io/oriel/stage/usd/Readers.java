package io.oriel.stage.usd;

import io.oriel.api.error.OrielException;
import io.oriel.api.stage.LoadMonitor;
import io.oriel.api.stage.Stage;
import io.oriel.api.stage.StageSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Opens a reader without a framework. */
public final class Readers {
  private static final int MANY = 1_000_000;
  private static final long ROOM = 1L << 30;

  private Readers() {}

  /** Reads one stage with this Python and ends the reader. */
  public static Stage read(String python, String stage, LoadMonitor monitor)
      throws IOException, OrielException {
    Settings settings = new Settings(python, 0, MANY, MANY, 100L * MANY, ROOM, ROOM, List.of());
    Path folder = Files.createTempDirectory("oriel-benchmark");
    UsdStageReader reader =
        new UsdStageReader(folder, settings, new Downloads(folder, ROOM), Duration.ofSeconds(10));
    try {
      return reader.open(StageSource.of(stage), monitor);
    } finally {
      reader.deactivate();
    }
  }
}
