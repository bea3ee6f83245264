package io.oriel.runtime.launcher;

import io.oriel.api.health.Finding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Whether the server can write where it has to. */
final class FolderCheck {
  private static final long MIB = 1 << 20;

  /** Unpacked encoders, a Python with usd-core, the framework's storage. */
  private static final long NEEDED_MIB = 600;

  private FolderCheck() {}

  /** The work folder and what is to lie in it. */
  static List<Finding> of(Path work) {
    Path folder = work.toAbsolutePath().normalize();
    Finding writable = writable("work folder", folder);
    return writable.verdict() == Finding.Verdict.GOOD
        ? List.of(
            writable, writable("cache folder", Surroundings.of(folder).cache()), space(folder))
        : List.of(writable);
  }

  /** Tried with a file where the folder is there, and with the folder's parent where not. */
  private static Finding writable(String subject, Path folder) {
    Path nearest = nearest(folder);
    try {
      Files.delete(Files.createTempFile(nearest, "oriel-doctor-", ".tmp"));
      return Finding.good(subject, folder + (nearest.equals(folder) ? "" : ", to be made"));
    } catch (IOException e) {
      return Finding.bad(
          subject,
          nearest + " cannot be written: " + reason(e, nearest),
          "Name a folder of yours with --work or in ORIEL_WORK, or permit writing there");
    }
  }

  private static Path nearest(Path folder) {
    Path nearest = folder;
    while (!Files.exists(nearest) && nearest.getParent() != null) {
      nearest = nearest.getParent();
    }
    return nearest;
  }

  private static String reason(IOException failure, Path folder) {
    return Files.isDirectory(folder)
        ? failure.getClass().getSimpleName().replace("Exception", "")
        : "it is a file";
  }

  private static Finding space(Path folder) {
    try {
      long free = Files.getFileStore(nearest(folder)).getUsableSpace() / MIB;
      return free >= NEEDED_MIB
          ? Finding.good("disk", free + " MiB are free there")
          : Finding.bad(
              "disk",
              "only " + free + " MiB are free for " + folder,
              "Free " + NEEDED_MIB + " MiB, or name a folder on another disk with --work");
    } catch (IOException e) {
      return Finding.note("disk", "the free space is not known: " + e.getMessage());
    }
  }
}
