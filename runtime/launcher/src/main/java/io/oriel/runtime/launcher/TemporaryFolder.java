package io.oriel.runtime.launcher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * A new folder that goes with all that is in it when it is closed.
 *
 * @param path where it is
 */
record TemporaryFolder(Path path) implements AutoCloseable {
  /**
   * Makes one whose name says which process it belongs to, and removes those of the same prefix
   * that processes of the same user have left when they were killed.
   */
  static TemporaryFolder make(String prefix) throws StartException {
    try {
      String name = prefix + ProcessHandle.current().pid() + "-";
      TemporaryFolder made = new TemporaryFolder(Files.createTempDirectory(name));
      made.removeLeft(prefix);
      return made;
    } catch (IOException e) {
      String folder = System.getProperty("java.io.tmpdir");
      throw new StartException("no folder can be made in " + folder + ": " + e.getMessage(), e);
    }
  }

  private void removeLeft(String prefix) {
    try (DirectoryStream<Path> all = Files.newDirectoryStream(path.getParent(), prefix + "*")) {
      for (Path folder : all) {
        if (isDead(folder.getFileName().toString().substring(prefix.length()))
            && isOurs(folder)
            && WorkFolder.isLeft(folder)) {
          new TemporaryFolder(folder).close();
        }
      }
    } catch (IOException | DirectoryIteratorException unreadable) {
      // Nobody misses what is not removed.
    }
  }

  /** No process of that number runs here; in another container one may. */
  private static boolean isDead(String name) {
    try {
      long pid = Long.parseLong(name.substring(0, Math.max(0, name.indexOf('-'))));
      return ProcessHandle.of(pid).isEmpty();
    } catch (NumberFormatException notOurs) {
      return false;
    }
  }

  private boolean isOurs(Path folder) throws IOException {
    return Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)
        && Files.getOwner(folder, LinkOption.NOFOLLOW_LINKS).equals(Files.getOwner(path));
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
