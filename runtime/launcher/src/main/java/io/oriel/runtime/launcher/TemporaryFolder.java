package io.oriel.runtime.launcher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * A new folder that goes with all that is in it when it is closed.
 *
 * @param path where it is
 */
record TemporaryFolder(Path path) implements AutoCloseable {
  /** Makes one whose name says which process it belongs to. */
  static TemporaryFolder make(String prefix) throws StartException {
    try {
      String name = prefix + ProcessHandle.current().pid() + "-";
      return new TemporaryFolder(Files.createTempDirectory(name));
    } catch (IOException e) {
      String folder = System.getProperty("java.io.tmpdir");
      throw new StartException("no folder can be made in " + folder + ": " + e.getMessage(), e);
    }
  }

  /** Removes it; closing twice is harmless. */
  @Override
  public void close() {
    if (Files.notExists(path)) {
      return;
    }
    try (Stream<Path> files = Files.walk(path)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException | UncheckedIOException e) {
      System.getLogger(TemporaryFolder.class.getName())
          .log(System.Logger.Level.WARNING, path + " cannot be removed", e);
    }
  }
}
