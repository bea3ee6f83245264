package io.oriel.runtime.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.zip.ZipFile;
import org.osgi.framework.Constants;

/**
 * What a bundle says about itself to people.
 *
 * @param name its symbolic name
 * @param version its version
 * @param licence the name of its licence
 * @param sizeBytes of the jar
 * @param purpose what it is for
 * @param own whether it is a part of Oriel
 */
record BundleCard(
    String name, String version, String licence, long sizeBytes, String purpose, boolean own) {
  private static final String APACHE = "https://www.apache.org/licenses/LICENSE-2.0";
  private static final String NO_LICENCE = "see NOTICE";
  private static final String OWN_VENDOR = "Oriel";

  /** Reads the card of a jar. */
  static BundleCard read(Path jar) throws IOException {
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      Attributes manifest = BundleJar.manifest(zip);
      String name = header(manifest, Constants.BUNDLE_SYMBOLICNAME).orElse(jar.toString());
      return new BundleCard(
          name.split(";", 2)[0].strip(),
          header(manifest, Constants.BUNDLE_VERSION).orElse("0"),
          header(manifest, "Bundle-License").map(BundleCard::licence).orElse(NO_LICENCE),
          Files.size(jar),
          header(manifest, Constants.BUNDLE_DESCRIPTION).orElse("").replaceAll("\\s+", " "),
          header(manifest, Constants.BUNDLE_VENDOR).filter(OWN_VENDOR::equals).isPresent());
    }
  }

  private static Optional<String> header(Attributes manifest, String name) {
    return Optional.ofNullable(manifest.getValue(name)).map(String::strip);
  }

  /** The header is a name or an address, and may go on with directives. */
  private static String licence(String header) {
    String first = header.split("[;,]", 2)[0].strip();
    return first.startsWith(APACHE) ? "Apache-2.0" : first;
  }
}
