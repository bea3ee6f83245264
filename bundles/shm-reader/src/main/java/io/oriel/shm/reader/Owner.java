package io.oriel.shm.reader;

import io.oriel.shm.wire.Libc;
import java.io.IOException;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/** Whose a file is: anybody may make one in the folders where streams are looked for. */
final class Owner {
  private static final MethodHandle OUR_USER =
      Libc.function("geteuid", FunctionDescriptor.of(ValueLayout.JAVA_INT));

  private Owner() {}

  /**
   * Returns if the file is of this process's user, and stays so: the folders keep others from
   * replacing it.
   *
   * @throws IOException if it is another user's, or there is none
   */
  static void check(Path file) throws IOException {
    final Object user = Files.getAttribute(file, "unix:uid", LinkOption.NOFOLLOW_LINKS);
    if (!user.equals(ourUser())) {
      throw new IOException(file + " belongs to another user, with the number " + user);
    }
  }

  private static int ourUser() {
    try {
      return (int) OUR_USER.invokeExact();
    } catch (Throwable e) {
      throw Libc.failed(e);
    }
  }
}
