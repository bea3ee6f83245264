package io.oriel.ffmpeg;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A folder with one unpacked set of libraries, whose names are found nowhere else: its tag is in
 * the name of the folder and in those by which its libraries know each other. So any number of sets
 * may be loaded into one process, each with its own state. An inventory says what is whole.
 *
 * @param path the folder, without symbolic links
 * @param unpacked whether it was made just now; false where it was found
 */
record LibraryFolder(Path path, boolean unpacked) {
  private static final String INVENTORY = "inventory.properties";
  private static final String UNPACKING = "unpacking-";
  private static final String TAG_CHARACTERS = "abcdefghijklmnopqrstuvwxyz0123456789";

  /** Three in the place of "lib", three in that of ".so". */
  private static final int TAG_LENGTH = 6;

  /** No unpacking takes so long: whoever began it was killed. */
  private static final Duration ABANDONED = Duration.ofHours(1);

  private static final SecureRandom RANDOM = new SecureRandom();

  /**
   * A folder that this process has loaded nothing from: the JVM refuses a library to a second class
   * loader. The caller sees to it that nobody else in the process chooses meanwhile.
   *
   * @param cache a folder; made if missing. Several processes may share it
   * @param set names the set, with its version
   * @param libraries where each comes from, by the name of its file
   */
  static LibraryFolder choose(Path cache, String set, Map<String, URL> libraries)
      throws IOException {
    Files.createDirectories(cache);
    Path real = cache.toRealPath();
    Pattern names = Pattern.compile(Pattern.quote(set) + "-[a-z0-9]{" + TAG_LENGTH + "}");
    for (Path folder : matching(real, names)) {
      if (!whole(folder, libraries.keySet())) {
        delete(folder);
      } else if (!loaded(folder)) {
        return new LibraryFolder(folder, false);
      }
    }
    return new LibraryFolder(unpack(real, set, libraries), true);
  }

  private static List<Path> matching(Path cache, Pattern names) throws IOException {
    try (Stream<Path> entries = Files.list(cache)) {
      return entries
          .filter(entry -> names.matcher(entry.getFileName().toString()).matches())
          .sorted()
          .toList();
    }
  }

  private static boolean whole(Path folder, Iterable<String> libraries) throws IOException {
    Properties sizes = new Properties();
    try (InputStream in = Files.newInputStream(folder.resolve(INVENTORY))) {
      sizes.load(in);
      for (String library : libraries) {
        String size = Long.toString(Files.size(folder.resolve(library)));
        if (!size.equals(sizes.getProperty(library))) {
          return false;
        }
      }
      return true;
    } catch (NoSuchFileException | IllegalArgumentException e) {
      return false;
    }
  }

  /**
   * Those of a class loader that is gone are loaded until the collector has come by. Names of files
   * are any bytes, so the text is read as such; the folder's own part of its name is ASCII.
   */
  private static boolean loaded(Path folder) throws IOException {
    Path maps = Path.of("/proc/self/maps");
    String name = "/" + folder.getFileName() + "/";
    try (Stream<String> mappings = Files.lines(maps, StandardCharsets.ISO_8859_1)) {
      return mappings.anyMatch(mapping -> mapping.contains(name));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /** Under another name until it is whole, because another process may look for one meanwhile. */
  private static Path unpack(Path cache, String set, Map<String, URL> libraries)
      throws IOException {
    deleteAbandoned(cache);
    String tag = tag();
    Path unpacking = Files.createDirectory(cache.resolve(UNPACKING + tag));
    try {
      Map<String, String> newNames = new LinkedHashMap<>();
      libraries.keySet().forEach(name -> newNames.put(name, tagged(name, tag)));
      Properties sizes = new Properties();
      for (Map.Entry<String, URL> library : libraries.entrySet()) {
        Path file = unpacking.resolve(library.getKey());
        try (InputStream in = library.getValue().openStream()) {
          sizes.setProperty(library.getKey(), Long.toString(Files.copy(in, file)));
        }
        SharedLibrary.rename(file, newNames);
      }
      try (var out = Files.newOutputStream(unpacking.resolve(INVENTORY))) {
        sizes.store(out, null);
      }
      return Files.move(unpacking, cache.resolve(set + "-" + tag), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      delete(unpacking);
      throw e;
    }
  }

  private static void deleteAbandoned(Path cache) throws IOException {
    Instant limit = Instant.now().minus(ABANDONED);
    for (Path folder : matching(cache, Pattern.compile(UNPACKING + ".*"))) {
      if (madeBefore(limit, folder)) {
        delete(folder);
      }
    }
  }

  private static boolean madeBefore(Instant limit, Path folder) throws IOException {
    try {
      return Files.getLastModifiedTime(folder).toInstant().isBefore(limit);
    } catch (NoSuchFileException finished) {
      return false;
    }
  }

  /** Another process may do so at the same time: what is gone is gone. */
  static void delete(Path folder) throws IOException {
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes of) throws IOException {
            Files.deleteIfExists(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
            if (e instanceof NoSuchFileException) {
              return FileVisitResult.CONTINUE;
            }
            throw e;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path entered, IOException e)
              throws IOException {
            Files.deleteIfExists(entered);
            return super.postVisitDirectory(entered, e);
          }
        });
  }

  private static String tag() {
    return RANDOM
        .ints(TAG_LENGTH, 0, TAG_CHARACTERS.length())
        .mapToObj(index -> TAG_CHARACTERS.substring(index, index + 1))
        .collect(Collectors.joining());
  }

  /** As long as it was, and without need of another place: libNAME.so.1 is abcNAMEdef.1. */
  private static String tagged(String name, String tag) {
    return name.replaceFirst("^lib", tag.substring(0, 3)).replaceFirst("\\.so", tag.substring(3));
  }
}
