package io.oriel.runtime.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddingTest {
  @TempDir Path folder;

  @Test
  void leavesNothingBehindWhenAClassIsMissing() throws Exception {
    Path work = folder.resolve("work");
    TemporaryFolder temporary =
        new TemporaryFolder(Files.createDirectory(folder.resolve("temporary")));
    ConfigurationSource broken =
        settings -> {
          throw new NoClassDefFoundError("some/Missing");
        };
    Embedding embedding = new Embedding(List.of(), broken, work, Optional.of(temporary), List.of());
    assertThatExceptionOfType(NoClassDefFoundError.class).isThrownBy(embedding::start);
    assertThat(temporary.path()).doesNotExist();
    try (WorkFolder next = WorkFolder.claim(work)) {
      assertThat(next.path()).as("the first, free again").hasFileName("server-0");
    }
  }
}
