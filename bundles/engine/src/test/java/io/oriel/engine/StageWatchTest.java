package io.oriel.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.oriel.api.error.ErrorCode;
import io.oriel.api.error.OrielException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A stage that is loaded again when its files change. */
class StageWatchTest {
  @TempDir Path folder;

  private Path oldFile() throws IOException {
    Path file = written("old");
    long anHourAgo = System.currentTimeMillis() - 3_600_000;
    return Files.setLastModifiedTime(file, FileTime.fromMillis(anHourAgo));
  }

  private Path written(String text) throws IOException {
    return Files.writeString(folder.resolve("layer.usda"), text);
  }

  @Test
  void aChangedFileLoadsTheStageAgainAndKeepsTheView() throws IOException {
    try (Rig rig = new Rig()) {
      rig.reader.files = List.of(oldFile());
      rig.ready();
      rig.stream.updatePlayback(p -> p.withPlaying(false).withTimeCode(50));
      rig.ticks(120);
      assertThat(rig.reader.asked).hasValue(1);
      written("changed");
      rig.until(() -> rig.reader.asked.get() == 2);
      rig.until(() -> rig.status().stage().generation() == 2);
      rig.tick();
      assertThat(rig.renderer.last().timeCode).isEqualTo(50);
    }
  }

  @Test
  void aFileThatCannotBeReadLeavesTheStageAndIsTriedAgainWhenItChanges() throws IOException {
    try (Rig rig = new Rig()) {
      rig.reader.files = List.of(oldFile());
      rig.ready();
      rig.reader.failure = new OrielException(ErrorCode.STAGE_INVALID, "half a file");
      written("changed");
      rig.until(() -> rig.count(EngineCounter.STAGES_FAILED) == 1);
      rig.ticks(200);
      assertThat(rig.reader.asked).hasValue(2);
      assertThat(rig.status().stage().generation()).isEqualTo(1);
      rig.reader.failure = null;
      written("mended at last");
      rig.until(() -> rig.status().stage().generation() == 2);
    }
  }
}
