package io.oriel.runtime.launcher;

import java.nio.file.Path;

/** Another server: claims a work folder, says which one it was given, and ends. */
final class WorkFolderClaim {
  private WorkFolderClaim() {}

  public static void main(String[] args) throws Exception {
    try (WorkFolder claimed = WorkFolder.claim(Path.of(args[0]))) {
      System.out.println(claimed.path().getFileName());
    }
  }
}
