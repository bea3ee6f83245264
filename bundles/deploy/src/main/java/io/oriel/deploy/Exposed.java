package io.oriel.deploy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.UserPrincipal;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What everybody on the machine could put code into, or could read a secret from. */
final class Exposed {
  /** By number, which needs no list of users. */
  private static final String ROOT = "0";

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

  /**
   * Whose folders may be trusted: this process's user, and root, who may do everything anyway.
   *
   * @param scratch a folder where this process may make files: what it made tells its user
   */
  static Set<UserPrincipal> owners(Path scratch) throws IOException {
    UserPrincipal root =
        scratch.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(ROOT);
    Path own = Files.createTempFile(scratch, "owner", ".tmp");
    try {
      return Stream.of(Files.getOwner(own), root).collect(Collectors.toUnmodifiableSet());
    } finally {
      Files.delete(own);
    }
  }
}
