package io.oriel.runtime.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkFolderTest {
  @TempDir Path base;

  @Test
  void givesTwoServersAFolderEach() throws Exception {
    try (WorkFolder one = WorkFolder.claim(base);
        WorkFolder other = WorkFolder.claim(base)) {
      assertThat(one.path()).isNotEqualTo(other.path()).isDirectory();
      assertThat(other.path()).isDirectory();
    }
  }

  @Test
  void givesAFreedFolderToTheNext() throws Exception {
    Path first;
    try (WorkFolder one = WorkFolder.claim(base)) {
      first = one.path();
    }
    try (WorkFolder next = WorkFolder.claim(base)) {
      assertThat(next.path()).isEqualTo(first);
    }
  }
}
