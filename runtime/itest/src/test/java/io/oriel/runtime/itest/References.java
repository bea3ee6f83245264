package io.oriel.runtime.itest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the READMEs say that a bundle holds on to: its static references, whose going bounces it.
 */
final class References {
  private static final Pattern SECTION = Pattern.compile("(?ms)^## References\\n(.*?)(?=^## |\\z)");
  private static final Pattern ROW = Pattern.compile("(?m)^\\|([^|]*)\\|([^|]*)\\|");
  private static final Pattern NAME = Pattern.compile("`([A-Z]\\w+)`");

  private References() {}

  /** Simple names of the services that the bundle's README calls static. */
  static Set<String> staticOnes(String symbolicName) throws IOException {
    Set<String> names = new TreeSet<>();
    Path readme =
        Place.root().resolve("bundles").resolve(folder(symbolicName)).resolve("README.md");
    Matcher section = SECTION.matcher(Files.readString(readme));
    while (section.find()) {
      ROW.matcher(section.group(1))
          .results()
          .filter(row -> row.group(2).contains("static"))
          .flatMap(row -> NAME.matcher(row.group(1)).results())
          .forEach(name -> names.add(name.group(1)));
    }
    return names;
  }

  private static String folder(String symbolicName) {
    return symbolicName.substring("io.oriel.".length()).replace('.', '-');
  }
}
