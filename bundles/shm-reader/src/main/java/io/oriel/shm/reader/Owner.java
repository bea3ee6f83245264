package io.oriel.shm.reader;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/** Whose a file is: anybody may make one in the folders where streams are looked for. */
final class Owner {
  private static final Path OURS = Path.of("/proc/self");
  private static final String USER = "unix:uid";

  private Owner() {}

  /**
   * Returns if the file is of this process's user, and stays so: the folders keep others from
   * replacing it.
   *
   * @throws IOException if it is another user's, or there is none
   */
  static void check(Path file) throws IOException {
    final Object user = Files.getAttribute(file, USER, LinkOption.NOFOLLOW_LINKS);
    // Followed: what is wanted is the folder of the process, not the link to it.
    if (!user.equals(Files.getAttribute(OURS, USER))) {
      throw new IOException(file + " belongs to another user, with the number " + user);
    }
  }
}
