package io.oriel.runtime.launcher;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * A lock file that one process holds once. POSIX frees all locks that a process has on a file when
 * it closes any descriptor of it (IEEE Std 1003.1, {@code fcntl}): a file that is held here must
 * not even be opened again. What is held is written into the system properties, because they are
 * the same for all class loaders that have a launcher of their own.
 */
final class FolderLock implements AutoCloseable {
  private static final String HELD = "io.oriel.runtime.launcher.held:";

  private final String held;
  private final FileChannel channel;

  private FolderLock(String held, FileChannel channel) {
    this.held = held;
    this.channel = channel;
  }

  /**
   * Creates the file if it is missing; empty when this process or another one holds it.
   *
   * @throws IOException when its folder is missing or it cannot be written
   */
  static Optional<FolderLock> take(Path file) throws IOException {
    Path folder = file.toAbsolutePath().getParent().toRealPath();
    String held = HELD + folder.resolve(file.getFileName());
    if (System.getProperties().putIfAbsent(held, "") != null) {
      return Optional.empty();
    }
    Optional<FileChannel> locked = Optional.empty();
    try {
      locked = lock(file);
    } finally {
      if (locked.isEmpty()) {
        System.clearProperty(held);
      }
    }
    return locked.map(channel -> new FolderLock(held, channel));
  }

  private static Optional<FileChannel> lock(Path file) throws IOException {
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    boolean locked = false;
    try {
      locked = channel.tryLock() != null;
    } catch (OverlappingFileLockException heldByThisProcess) {
      // The host has put other system properties in the place of those that told so.
    } finally {
      if (!locked) {
        channel.close();
      }
    }
    return locked ? Optional.of(channel) : Optional.empty();
  }

  /** Closing twice is harmless, also when somebody else has taken it meanwhile. */
  @Override
  public synchronized void close() throws IOException {
    if (channel.isOpen()) {
      try {
        channel.close();
      } finally {
        System.clearProperty(held);
      }
    }
  }
}
