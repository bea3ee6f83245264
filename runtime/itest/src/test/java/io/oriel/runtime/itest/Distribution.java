package io.oriel.runtime.itest;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.osgi.framework.launch.FrameworkFactory;

/** The zip that users get. */
final class Distribution {
  private static final String SHIPPED_FRAMEWORK = "lib/org.apache.felix.framework.jar";

  private Distribution() {}

  /** The zip as a file system that knows the permissions of its files. */
  static FileSystem open() throws IOException {
    return FileSystems.newFileSystem(Place.zip(), Map.of("enablePosixFileAttributes", true));
  }

  /** The one folder at the top of the zip. */
  static Path top(FileSystem zip) throws IOException {
    try (Stream<Path> entries = Files.list(zip.getPath("/"))) {
      List<Path> all = entries.toList();
      if (all.size() != 1) {
        throw new IllegalStateException("not one folder but " + all);
      }
      return all.getFirst();
    }
  }

  /** Unpacks it into a folder, and returns the folder in there that holds everything. */
  static Path unpack(Path folder) throws IOException {
    try (FileSystem zip = open();
        Stream<Path> entries = Files.walk(top(zip))) {
      for (Path entry : entries.toList()) {
        Path target = folder.resolve(entry.toString().substring(1));
        Files.createDirectories(target.getParent());
        Files.copy(
            entry, target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES);
      }
      return folder.resolve(top(zip).toString().substring(1));
    }
  }

  /** Puts the framework of these tests in the place of the one that is shipped. */
  static void replaceFramework(Path home) throws IOException, URISyntaxException {
    Path jar = framework();
    Files.delete(home.resolve(SHIPPED_FRAMEWORK));
    Files.copy(jar, home.resolve("lib").resolve(jar.getFileName()));
  }

  /** The jar of the framework that these tests run on. */
  static Path framework() throws URISyntaxException {
    FrameworkFactory factory = ServiceLoader.load(FrameworkFactory.class).findFirst().orElseThrow();
    return Path.of(factory.getClass().getProtectionDomain().getCodeSource().getLocation().toURI());
  }
}
