package io.oriel.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;

/**
 * Notices that files have changed since they were read, once they have come to rest: a program that
 * writes for seconds is waited for. Used by one thread.
 */
final class FileWatch {
  /** File systems stamp with a clock that lags a little. */
  private static final long STAMP_LAG_MILLIS = 20;

  private final List<Path> files;
  private List<Stamp> seen;
  private boolean changed;

  /**
   * @param readSinceMillis when reading them began, milliseconds since 1970: what was written later
   *     may not have been read
   */
  FileWatch(List<Path> files, long readSinceMillis) {
    this.files = files;
    this.seen = look();
    long now = System.currentTimeMillis();
    // A stamp from the future says nothing.
    this.changed =
        seen.stream()
            .mapToLong(Stamp::modifiedMillis)
            .anyMatch(at -> at > readSinceMillis - STAMP_LAG_MILLIS && at <= now);
  }

  /** True if they have changed and are as they were when this was called last. */
  boolean changedAndAtRest() {
    List<Stamp> now = look();
    if (!now.equals(seen)) {
      seen = now;
      changed = true;
      return false;
    }
    return changed;
  }

  /** What changed until now has been seen to. */
  void accept() {
    changed = false;
  }

  private List<Stamp> look() {
    return files.stream().map(Stamp::of).toList();
  }

  /** What tells a file from what it was. */
  private record Stamp(long modifiedMillis, long sizeBytes) {
    private static final Stamp GONE = new Stamp(-1, -1);

    static Stamp of(Path file) {
      try {
        BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
        return new Stamp(now.lastModifiedTime().toMillis(), now.size());
      } catch (IOException e) {
        return GONE;
      }
    }
  }
}
