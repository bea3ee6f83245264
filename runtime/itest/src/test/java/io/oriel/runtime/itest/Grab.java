package io.oriel.runtime.itest;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.imageio.ImageIO;

/** The command line's {@code grab}, in a folder of its own. */
final class Grab {
  private static final int PATIENCE_SECONDS = 180;

  private final Process process;
  private final Path folder;

  private Grab(Process process, Path folder) {
    this.process = process;
    this.folder = folder;
  }

  /** What it left and said. */
  record Outcome(int code, String out, String err, Path folder) {
    /** The files in its folder, but for what it said. */
    List<String> files() throws IOException {
      try (Stream<Path> files = Files.list(folder)) {
        return files
            .map(file -> file.getFileName().toString())
            .filter(name -> !name.startsWith("said-"))
            .toList();
      }
    }

    BufferedImage picture(String name) throws IOException {
      return ImageIO.read(folder.resolve(name).toFile());
    }
  }

  /** Begins to take a picture. */
  static Grab begin(Path work, String... words) throws IOException {
    Path folder = Files.createTempDirectory(work, "grab-");
    List<String> command = new ArrayList<>();
    // Who is started from a script's background ignores Ctrl-C, and so would all that it starts.
    command.addAll(List.of("env", "--default-signal=INT"));
    command.addAll(List.of(Place.home().resolve("bin/oriel").toString(), "grab"));
    command.addAll(List.of(words));
    ProcessBuilder program =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectOutput(folder.resolve("said-out").toFile())
            .redirectError(folder.resolve("said-err").toFile());
    program.environment().put("ORIEL_WORK", work.resolve("work").toString());
    program.environment().put("JAVA_HOME", System.getProperty("java.home"));
    return new Grab(program.start(), folder);
  }

  /** Takes a picture. A machine that is shared may take its time. */
  static Outcome take(Path work, String source) throws Exception {
    return begin(work, source, "--timeout", "120s").outcome();
  }

  /** Interrupts it as Ctrl-C does. */
  void interrupt() throws Exception {
    new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();
  }

  /** Waits for its end. */
  Outcome outcome() throws Exception {
    if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new IllegalStateException("grab does not end");
    }
    return new Outcome(
        process.exitValue(),
        Files.readString(folder.resolve("said-out")),
        Files.readString(folder.resolve("said-err")),
        folder);
  }

  /** The mean difference of two pictures, in levels of 0 to 255. */
  static double difference(BufferedImage one, BufferedImage other) {
    if (one.getWidth() != other.getWidth() || one.getHeight() != other.getHeight()) {
      throw new AssertionError("the sizes differ");
    }
    long sum = 0;
    for (int y = 0; y < one.getHeight(); y++) {
      for (int x = 0; x < one.getWidth(); x++) {
        int a = one.getRGB(x, y);
        int b = other.getRGB(x, y);
        for (int shift = 0; shift < 24; shift += 8) {
          sum += Math.abs((a >> shift & 255) - (b >> shift & 255));
        }
      }
    }
    return sum / 3.0 / one.getWidth() / one.getHeight();
  }
}
