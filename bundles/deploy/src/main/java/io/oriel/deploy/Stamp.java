package io.oriel.deploy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;

/**
 * What tells whether a file is still the same, and still may or may not be installed.
 *
 * @param size in bytes
 * @param modified when its content was
 * @param changed when its owner, its permissions or its content was
 * @param exposed whether everybody may change it, or put another where a link leads
 */
record Stamp(long size, FileTime modified, FileTime changed, boolean exposed) {
  private static final FileTime LONG_AGO = FileTime.fromMillis(0);

  /** Of a file that an earlier run of this bundle has installed. */
  static final Stamp UNKNOWN = new Stamp(-1, LONG_AGO, LONG_AGO, false);

  static Stamp of(Path file, BasicFileAttributes attributes) throws IOException {
    return new Stamp(
        attributes.size(),
        attributes.lastModifiedTime(),
        (FileTime) Files.getAttribute(file, "unix:ctime"),
        Exposed.isContentOf(file));
  }
}
