package io.oriel.runtime.itest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** Where things are. */
final class Place {
  /** Pictures and reports that a person looks at. */
  static final Path REPORTS = property("oriel.target").resolve("reports");

  static final Path STAGES = property("oriel.stages");

  private static Path home;

  private Place() {}

  /** Of the sources. */
  static Path root() {
    return STAGES.resolve("../..").normalize();
  }

  static Path zip() {
    return property("oriel.distribution");
  }

  /** The unpacked distribution, with the framework that these tests run on. */
  static synchronized Path home() {
    if (home == null) {
      home = unpack(property("oriel.target").resolve("unpacked"));
    }
    return home;
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

  private static Path unpack(Path folder) {
    try {
      delete(folder);
      Path unpacked = Distribution.unpack(folder);
      Distribution.replaceFramework(unpacked);
      return unpacked;
    } catch (IOException | URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Deletes a folder with all that is in it, if it is there. */
  static void delete(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
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
