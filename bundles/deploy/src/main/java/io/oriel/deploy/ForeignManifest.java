package io.oriel.deploy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.Manifest;

/** Reads the manifest of a jar that nobody trusts yet. */
final class ForeignManifest {
  private static final int MAX_BYTES = 8 << 20;

  private ForeignManifest() {}

  /** The main attributes. The size that the directory of a zip tells may be wrong. */
  static Attributes mainAttributes(InputStream in) throws IOException {
    byte[] bytes = in.readNBytes(MAX_BYTES + 1);
    if (bytes.length > MAX_BYTES) {
      throw new IOException("its manifest is larger than " + MAX_BYTES + " bytes");
    }
    refuseTwins(new String(bytes, StandardCharsets.UTF_8));
    return new Manifest(new ByteArrayInputStream(bytes)).getMainAttributes();
  }

  /** Java takes the last of two, and writes a line into the log for each: for minutes if many. */
  private static void refuseTwins(String manifest) throws IOException {
    Set<String> names = new HashSet<>();
    for (String line : (Iterable<String>) manifest.lines()::iterator) {
      if (line.isEmpty()) {
        names.clear();
      } else if (line.charAt(0) != ' ') {
        String name = line.split(":", 2)[0];
        if (!names.add(name.toLowerCase(Locale.ROOT))) {
          throw new IOException("its manifest has " + name + " twice in one section");
        }
      }
    }
  }
}
