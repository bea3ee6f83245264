package io.oriel.deploy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.osgi.framework.Bundle;

/**
 * Where a bundle that was installed here came from. It is the bundle's location, so that the
 * framework remembers it and nothing is lost when this bundle itself is restarted.
 *
 * @param sha256 of the jar, in small hexadecimal digits
 * @param file in the watched folder; empty for one that an operator or the host brought
 */
record Origin(String sha256, Optional<Path> file) {
  private static final String SCHEME = "oriel-deploy:";
  private static final int DIGITS = 64;

  String location() {
    return SCHEME + sha256 + file.map(path -> ":" + path).orElse("");
  }

  /** Whether its file in the watched folder is still what was installed. */
  boolean isInItsFile() throws IOException {
    return file.isPresent() && Files.exists(file.get()) && Sha256.hex(file.get()).equals(sha256);
  }

  /** Empty for a bundle that was there before: one of the distribution or of the host. */
  static Optional<Origin> of(Bundle bundle) {
    String location = bundle.getLocation();
    if (!location.startsWith(SCHEME)) {
      return Optional.empty();
    }
    String sha256 = location.substring(SCHEME.length(), SCHEME.length() + DIGITS);
    String file = location.substring(SCHEME.length() + DIGITS);
    return Optional.of(
        new Origin(
            sha256, file.isEmpty() ? Optional.empty() : Optional.of(Path.of(file.substring(1)))));
  }
}
