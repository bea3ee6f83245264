package io.oriel.api.deploy;

import java.io.IOException;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;

/**
 * Finds the contracts' own classes in a bundle that should import them. Its objects would be of
 * other types than those that everybody else means, and would be passed over without any error.
 */
public final class ApiCopy {
  private static final String CONTRACTS = "io/oriel/api/";
  private static final String CLASS = ".class";
  private static final String CLASS_PATH = "Bundle-ClassPath";

  private ApiCopy() {}

  /**
   * A class of the contracts that a bundle contains, itself or in a jar on its {@code
   * Bundle-ClassPath}.
   *
   * @param manifest the main section of its manifest
   * @return the path of the class inside the bundle
   */
  public static Optional<String> in(ZipFile bundle, Attributes manifest) throws IOException {
    Optional<String> own =
        bundle.stream().map(ZipEntry::getName).filter(ApiCopy::isContract).findFirst();
    if (own.isPresent() || manifest.getValue(CLASS_PATH) == null) {
      return own;
    }
    for (String place : manifest.getValue(CLASS_PATH).split(",")) {
      Optional<String> nested = inJar(bundle, place.split(";", 2)[0].strip());
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

  private static Optional<String> inJar(ZipFile bundle, String place) throws IOException {
    ZipEntry jar = bundle.getEntry(place);
    if (jar == null || !place.endsWith(".jar")) {
      return Optional.empty();
    }
    try (ZipInputStream entries = new ZipInputStream(bundle.getInputStream(jar))) {
      for (ZipEntry e = entries.getNextEntry(); e != null; e = entries.getNextEntry()) {
        if (isContract(e.getName())) {
          return Optional.of(place + "!/" + e.getName());
        }
      }
    }
    return Optional.empty();
  }

  private static boolean isContract(String name) {
    return name.startsWith(CONTRACTS) && name.endsWith(CLASS);
  }
}
