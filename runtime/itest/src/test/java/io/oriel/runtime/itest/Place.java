package io.oriel.runtime.itest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Where things are. */
final class Place {
  /** Pictures and reports that a person looks at. */
  static final Path REPORTS = property("oriel.target").resolve("reports");

  static final Path STAGES = property("oriel.stages");

  private Place() {}

  /** Of the sources. */
  static Path root() {
    return STAGES.resolve("../..").normalize();
  }

  /** The unpacked distribution. */
  static Path home() {
    return only(property("oriel.distribution").resolve("oriel"), "oriel-");
  }

  static Path bundles() {
    return home().resolve("bundles");
  }

  /** One bundle of the distribution. */
  static Path bundle(String symbolicName) {
    return only(bundles(), symbolicName + "-");
  }

  /** The fragment that adds the encoders under the GPL. */
  static Path gplFragment() {
    return only(property("oriel.gpl"), "io.oriel.ffmpeg.linux-x86_64-gpl-");
  }

  static Path stage(String name) {
    return STAGES.resolve(name).toAbsolutePath().normalize();
  }

  private static Path property(String name) {
    return Path.of(System.getProperty(name, "target")).toAbsolutePath().normalize();
  }

  private static Path only(Path folder, String prefix) {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(f -> f.getFileName().toString().startsWith(prefix))
          .filter(f -> Files.isDirectory(f) || f.toString().endsWith(".jar"))
          .findFirst()
          .orElseThrow(() -> new IllegalStateException("no " + prefix + "* in " + folder));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
