package io.oriel.runtime.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A folder that belongs to one running framework. Below one base any number of servers find a
 * folder each; the operating system frees that of a killed one, and the next server takes it.
 */
final class WorkFolder implements AutoCloseable {
  private static final int MAX_SERVERS = 1000;

  private final Path path;
  private final FolderLock lock;

  private WorkFolder(Path path, FolderLock lock) {
    this.path = path;
    this.lock = lock;
  }

  /**
   * Takes the first free folder below a base, which is created when it is missing.
   *
   * @throws IOException when the base cannot be written
   */
  static WorkFolder claim(Path base) throws IOException {
    Files.createDirectories(base);
    for (int number = 0; number < MAX_SERVERS; number++) {
      Path folder = Files.createDirectories(base.resolve("server-" + number));
      Optional<FolderLock> locked = FolderLock.take(lockFile(base, number));
      if (locked.isPresent()) {
        return new WorkFolder(folder, locked.get());
      }
    }
    throw new IOException("all " + MAX_SERVERS + " work folders in " + base + " are taken");
  }

  /**
   * Whether a base was used, and nobody uses it now: the operating system has freed what a killed
   * server held. A base that nobody has claimed yet is not free: somebody may be about to.
   */
  static boolean isLeft(Path base) {
    Path lockFile = lockFile(base, 0);
    if (!Files.isRegularFile(lockFile, LinkOption.NOFOLLOW_LINKS)) {
      return false;
    }
    try (FolderLock locked = FolderLock.take(lockFile).orElse(null)) {
      return locked != null;
    } catch (IOException unreadable) {
      return false;
    }
  }

  Path path() {
    return path;
  }

  /** Lets the next server have the folder. */
  @Override
  public void close() throws IOException {
    lock.close();
  }

  private static Path lockFile(Path base, int number) {
    return base.resolve("server-" + number + ".lock");
  }
}
