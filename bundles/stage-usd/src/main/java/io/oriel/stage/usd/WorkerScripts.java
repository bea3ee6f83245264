package io.oriel.stage.usd;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;

/** The worker's Python files, which an interpreter can only run from a folder. */
final class WorkerScripts {
  static final String MAIN = "worker.py";
  private static final List<String> FILES =
      List.of(
          MAIN,
          "wire.py",
          "service.py",
          "opening.py",
          "questions.py",
          "values.py",
          "scene.py",
          "materials.py",
          "textures.py",
          "labels.py",
          "motion.py",
          "geometry.py");

  private WorkerScripts() {}

  /**
   * Writes the files below {@code folder}, where they differ from what lies there.
   *
   * @return the script to start
   */
  static Path unpack(Path folder) throws IOException {
    Files.createDirectories(folder);
    for (String name : FILES) {
      byte[] content = content(name);
      Path file = folder.resolve(name);
      if (!Files.exists(file) || !Arrays.equals(Files.readAllBytes(file), content)) {
        Path fresh = Files.createTempFile(folder, name, ".new");
        Files.write(fresh, content);
        Files.move(
            fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      }
    }
    return folder.resolve(MAIN);
  }

  private static byte[] content(String name) throws IOException {
    try (InputStream in = WorkerScripts.class.getResourceAsStream("worker/" + name)) {
      if (in == null) {
        throw new IOException("the bundle lacks worker/" + name);
      }
      return in.readAllBytes();
    }
  }
}
