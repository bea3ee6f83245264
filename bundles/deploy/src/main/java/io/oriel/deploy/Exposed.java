package io.oriel.deploy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;

/** What everybody on the machine could put code into, or could read a secret from. */
final class Exposed {
  private Exposed() {}

  /** Whether everybody may write to a file or folder, or to where a link leads. */
  static boolean is(Path path) throws IOException {
    return Files.getPosixFilePermissions(path).contains(PosixFilePermission.OTHERS_WRITE);
  }

  /** Whether everybody may read a file. */
  static boolean isReadable(Path file) throws IOException {
    return Files.getPosixFilePermissions(file).contains(PosixFilePermission.OTHERS_READ);
  }

  /** Whether everybody may change a file, or put another one where a link to it leads. */
  static boolean isContentOf(Path file) throws IOException {
    return is(file) || is(file.toRealPath().getParent());
  }
}
