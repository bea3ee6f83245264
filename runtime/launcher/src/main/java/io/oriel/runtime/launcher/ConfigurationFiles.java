package io.oriel.runtime.launcher;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The written configuration: one file, and what is dropped into the folder beside it, {@code
 * oriel.d} for {@code oriel.json}, each over those before it in the order of their names.
 *
 * @param main the file
 * @param required whether it is a mistake when the file is not there
 */
record ConfigurationFiles(Path main, boolean required) {
  private static final String SUFFIX = ".json";

  /** What tells one state of a file from another. */
  record Stamp(long bytes, FileTime modified, Object key) {}

  /**
   * Reads all of them.
   *
   * @throws ConfigurationException when one cannot be read
   */
  Configuration read() throws ConfigurationException {
    Configuration all =
        required || Files.exists(main) ? ConfigurationFile.read(main) : Configuration.empty();
    for (Path dropped : dropped()) {
      all = all.overriddenBy(ConfigurationFile.read(dropped));
    }
    return all;
  }

  /** The state of each file that is there now. */
  Map<Path, Stamp> stamps() throws ConfigurationException {
    Map<Path, Stamp> stamps = new TreeMap<>();
    List<Path> files = new ArrayList<>(dropped());
    files.add(main);
    for (Path file : files) {
      try {
        BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
        stamps.put(file, new Stamp(now.size(), now.lastModifiedTime(), now.fileKey()));
      } catch (IOException gone) {
        // What is not there has no stamp.
      }
    }
    return stamps;
  }

  /** The folder that more files may be dropped into. */
  Path folder() {
    String name = main.getFileName().toString();
    String stem = name.endsWith(SUFFIX) ? name.substring(0, name.length() - SUFFIX.length()) : name;
    return main.resolveSibling(stem + ".d");
  }

  private List<Path> dropped() throws ConfigurationException {
    if (!Files.isDirectory(folder())) {
      return List.of();
    }
    List<Path> files = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder(), "*" + SUFFIX)) {
      entries.forEach(files::add);
    } catch (IOException | DirectoryIteratorException e) {
      throw new ConfigurationException(
          List.of(new ConfigurationProblem(folder().toString(), "cannot be listed: " + e)));
    }
    files.sort(null);
    return files;
  }
}
