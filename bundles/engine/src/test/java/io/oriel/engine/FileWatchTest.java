package io.oriel.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that change while a stage is shown. */
class FileWatchTest {
  private static final long READ_SINCE = 1_700_000_000_000L;

  @TempDir Path folder;
  private Path root;
  private Path layer;

  @BeforeEach
  void write() throws IOException {
    root = written("root.usda", READ_SINCE - 60_000);
    layer = written("layer.usda", READ_SINCE - 60_000);
  }

  private Path written(String name, long millis) throws IOException {
    Path file = Files.writeString(folder.resolve(name), name);
    return Files.setLastModifiedTime(file, FileTime.fromMillis(millis));
  }

  private FileWatch watch() {
    return new FileWatch(List.of(root, layer), READ_SINCE);
  }

  @Test
  void filesThatStayAsTheyAreHaveNotChanged() {
    FileWatch watch = watch();
    assertThat(watch.changedAndAtRest()).isFalse();
    assertThat(watch.changedAndAtRest()).isFalse();
  }

  @Test
  void aChangeIsToldWhenItHasComeToRest() throws IOException {
    FileWatch watch = watch();
    written("layer.usda", READ_SINCE + 1000);
    assertThat(watch.changedAndAtRest()).isFalse();
    written("layer.usda", READ_SINCE + 2000);
    assertThat(watch.changedAndAtRest()).isFalse();
    assertThat(watch.changedAndAtRest()).isTrue();
    watch.accept();
    assertThat(watch.changedAndAtRest()).isFalse();
  }

  @Test
  void aFileThatIsReplacedOrGoneHasChanged() throws IOException {
    FileWatch watch = watch();
    Files.delete(layer);
    assertThat(watch.changedAndAtRest()).isFalse();
    assertThat(watch.changedAndAtRest()).isTrue();
  }

  @Test
  void whatWasWrittenWhileItWasReadHasChanged() throws IOException {
    written("root.usda", READ_SINCE + 5);
    assertThat(watch().changedAndAtRest()).isTrue();
  }

  @Test
  void aStampFromTheFutureIsNoReason() throws IOException {
    written("root.usda", System.currentTimeMillis() + 3_600_000);
    assertThat(watch().changedAndAtRest()).isFalse();
  }
}
