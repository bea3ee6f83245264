package io.oriel.runtime.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What killed processes leave goes, and nothing else. */
class TemporaryFolderTest {
  private static final String PREFIX = "oriel-test-" + ProcessHandle.current().pid() + "-";
  private long dead;

  @BeforeEach
  void someProcessWasKilled() throws Exception {
    Process process = new ProcessBuilder(java(), "--version").start();
    process.waitFor();
    dead = process.pid();
  }

  private static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  @Test
  void removesWhatWasLeft() throws Exception {
    Path left = Files.createTempDirectory(PREFIX + dead + "-");
    try (WorkFolder work = WorkFolder.claim(left)) {
      Files.writeString(work.path().resolve("cached"), "bytes");
    }
    try (TemporaryFolder made = TemporaryFolder.make(PREFIX)) {
      assertThat(made.path()).isDirectory();
      assertThat(left).doesNotExist();
    }
  }

  @Test
  void keepsWhatSomebodyMayUse() throws Exception {
    // As of a process of another container, which has numbers of its own.
    try (TemporaryFolder used = of(dead + "-");
        WorkFolder work = WorkFolder.claim(used.path());
        TemporaryFolder begun = of(dead + "-");
        TemporaryFolder running = of(ProcessHandle.current().pid() + "-");
        TemporaryFolder nobodys = of("something");
        TemporaryFolder made = TemporaryFolder.make(PREFIX)) {
      assertThat(work.path()).isDirectory();
      assertThat(begun.path()).isDirectory();
      assertThat(nobodys.path()).isDirectory();
      assertThat(running.path()).isDirectory().isNotEqualTo(made.path());
    }
  }

  private static TemporaryFolder of(String owner) throws Exception {
    return new TemporaryFolder(Files.createTempDirectory(PREFIX + owner));
  }
}
