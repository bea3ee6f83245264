package io.oriel.shm.wire;

import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * What a stream in shared memory is called, and from that the names of its three objects.
 *
 * @param text 1 to 63 letters, digits, dots, hyphens and underscores of ASCII
 */
public record StreamName(String text) {
  /** Where the system keeps shared memory: what shm_open and sem_open of glibc open. */
  public static final Path MEMORY = Path.of("/dev/shm");

  private static final String BEGIN = "ovstream-";
  private static final Pattern ALLOWED = Pattern.compile("[A-Za-z0-9._-]{1,63}");

  public StreamName {
    if (!ALLOWED.matcher(text).matches()) {
      throw new IllegalArgumentException(
          "'" + text + "' is no name in shared memory: 1 to 63 of A-Z, a-z, 0-9, '.', '-' and '_'");
    }
  }

  /** The file of the region. */
  public Path region() {
    return MEMORY.resolve(BEGIN + text);
  }

  /** Where glibc keeps the semaphore {@code /ovstream-<name>-wake}. */
  public Path semaphoreFile() {
    return MEMORY.resolve("sem." + BEGIN + text + "-wake");
  }

  /** The control socket, in the folder that {@code TMPDIR} names. */
  public Path socket() {
    final String folder = System.getenv("TMPDIR");
    return Path.of(folder == null || folder.isEmpty() ? "/tmp" : folder)
        .resolve(BEGIN + text + ".sock");
  }
}
