package io.oriel.runtime.launcher;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * A folder that belongs to one running framework. Below one base any number of servers find a
 * folder each; the operating system frees that of a killed one, and the next server takes it.
 */
final class WorkFolder implements AutoCloseable {
  private static final int MAX_SERVERS = 1000;

  private final Path path;
  private final FileChannel lockFile;

  private WorkFolder(Path path, FileChannel lockFile) {
    this.path = path;
    this.lockFile = lockFile;
  }

  /**
   * Takes the first free folder below a base, which is created when it is missing.
   *
   * @throws IOException when the base cannot be written
   */
  static WorkFolder claim(Path base) throws IOException {
    Files.createDirectories(base);
    for (int number = 0; number < MAX_SERVERS; number++) {
      Path folder = base.resolve("server-" + number);
      Optional<FileChannel> locked = lock(lockFile(base, number));
      if (locked.isPresent()) {
        return new WorkFolder(Files.createDirectories(folder), locked.get());
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
    try (FileChannel locked = lock(lockFile).orElse(null)) {
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
    lockFile.close();
  }

  private static Path lockFile(Path base, int number) {
    return base.resolve("server-" + number + ".lock");
  }

  private static Optional<FileChannel> lock(Path file) throws IOException {
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      FileLock lock = channel.tryLock();
      if (lock != null) {
        return Optional.of(channel);
      }
    } catch (OverlappingFileLockException heldByThisProcess) {
      // Two servers in one process: as taken as by another process.
    }
    channel.close();
    return Optional.empty();
  }
}
