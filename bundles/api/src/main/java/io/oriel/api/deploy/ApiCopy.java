package io.oriel.api.deploy;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;

/**
 * Finds the contracts' own classes in a bundle that should import them. Its objects would be of
 * other types than those that everybody else means, and would be passed over without any error.
 */
public final class ApiCopy {
  private static final String CONTRACTS = "io/oriel/api/";
  private static final String IN_FOLDER = "/" + CONTRACTS;
  private static final String CLASS = ".class";
  private static final String CLASS_PATH = "Bundle-ClassPath";

  /** Of all jars in the bundle together: a few megabytes can unpack to more than anybody reads. */
  private static final long MAX_UNPACKED_BYTES = 1 << 30;

  private static final int MAX_ENTRIES = 65_535;

  private final ZipFile bundle;

  /** A class of the contracts by the folder that it would be found in. */
  private final Map<String, String> byFolder;

  private long unpackedBytes;
  private int entriesRead;

  private ApiCopy(ZipFile bundle) {
    this.bundle = bundle;
    byFolder =
        bundle.stream()
            .map(ZipEntry::getName)
            .filter(name -> name.contains(IN_FOLDER) && name.endsWith(CLASS))
            .collect(
                Collectors.toMap(
                    name -> name.substring(0, name.indexOf(IN_FOLDER)),
                    name -> name,
                    (first, second) -> first));
  }

  /**
   * A class of the contracts that a bundle contains, itself or in a jar or folder on its {@code
   * Bundle-ClassPath} (OSGi Core 8, Bundle Class Path: several paths may share the parameters that
   * follow them).
   *
   * @param manifest the main section of its manifest
   * @return the path of the class inside the bundle
   * @throws IOException if it cannot be read, or is too large to be searched
   */
  public static Optional<String> in(ZipFile bundle, Attributes manifest) throws IOException {
    Optional<String> own =
        bundle.stream().map(ZipEntry::getName).filter(ApiCopy::isContract).findFirst();
    if (own.isPresent() || manifest.getValue(CLASS_PATH) == null) {
      return own;
    }
    ApiCopy search = new ApiCopy(bundle);
    for (String place : manifest.getValue(CLASS_PATH).split("[,;]")) {
      Optional<String> nested = search.at(path(place.strip()));
      if (nested.isPresent()) {
        return nested;
      }
    }
    return Optional.empty();
  }

  /** What to tell whoever made the bundle. */
  public static String refusal(String copy) {
    return "it contains "
        + copy
        + ", a second copy of io.oriel.api, whose objects are not those of the first: let it import"
        + " the packages instead, with io.oriel.api in the scope provided";
  }

  /** Without the slashes that a framework passes over. */
  private static String path(String place) {
    int from = place.startsWith("/") ? 1 : 0;
    int to = place.endsWith("/") ? place.length() - 1 : place.length();
    return from < to ? place.substring(from, to) : "";
  }

  private Optional<String> at(String place) throws IOException {
    count(0);
    ZipEntry entry = bundle.getEntry(place);
    return entry == null || entry.isDirectory()
        ? Optional.ofNullable(byFolder.get(place))
        : inJar(place, entry);
  }

  private Optional<String> inJar(String place, ZipEntry jar) throws IOException {
    try (ZipInputStream entries = new ZipInputStream(bundle.getInputStream(jar))) {
      for (ZipEntry e = entries.getNextEntry(); e != null; e = entries.getNextEntry()) {
        if (isContract(e.getName())) {
          return Optional.of(place + "!/" + e.getName());
        }
        count(entries.skip(MAX_UNPACKED_BYTES + 1 - unpackedBytes));
      }
    }
    return Optional.empty();
  }

  private void count(long bytes) throws IOException {
    entriesRead++;
    unpackedBytes += bytes;
    if (unpackedBytes > MAX_UNPACKED_BYTES || entriesRead > MAX_ENTRIES) {
      throw new IOException("the jars of its Bundle-ClassPath unpack to more than can be searched");
    }
  }

  private static boolean isContract(String name) {
    return name.startsWith(CONTRACTS) && name.endsWith(CLASS);
  }
}
