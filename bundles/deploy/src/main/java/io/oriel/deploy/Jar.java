package io.oriel.deploy;

import io.oriel.api.deploy.ApiCopy;
import io.oriel.api.error.ErrorCode;
import io.oriel.api.error.OrielException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.osgi.framework.Constants;
import org.osgi.framework.Version;

/**
 * A private copy of a jar: what was examined is what is installed, whatever happens to the file
 * meanwhile. Closing deletes it.
 *
 * @param copy the bytes
 * @param name of the file that it was copied from, for people
 * @param sha256 of the bytes, in small hexadecimal digits
 * @param symbolicName of the bundle
 * @param version of the bundle
 * @param replaces symbolic names whose place it takes, its own first
 */
record Jar(
    Path copy,
    String name,
    String sha256,
    String symbolicName,
    Version version,
    Set<String> replaces)
    implements AutoCloseable {
  /** Header of a bundle that takes the place of one with another symbolic name. */
  static final String REPLACE_HEADER = "Oriel-Replace";

  private static final int BUFFER_BYTES = 1 << 16;
  private static final int MAX_ENTRIES = 65_535;

  /**
   * Copies and examines a file.
   *
   * @param scratch folder for the copy
   * @throws OrielException {@code bundle.invalid} when it is no bundle that can be installed here
   */
  static Jar read(Path file, Path scratch, long maxBytes) throws OrielException {
    String name = String.valueOf(file.getFileName());
    Path copy = null;
    try {
      copy = Files.createTempFile(scratch, "jar", ".tmp");
      String sha256 = copy(file, copy, maxBytes);
      Attributes manifest = manifest(copy);
      return of(copy, name, sha256, manifest);
    } catch (IOException | IllegalArgumentException | SecurityException e) {
      delete(copy);
      throw new OrielException(ErrorCode.BUNDLE_INVALID, name + ": " + reason(e), e);
    }
  }

  @Override
  public void close() {
    delete(copy);
  }

  private static Jar of(Path copy, String name, String sha256, Attributes manifest)
      throws IOException {
    String symbolicName = header(manifest, Constants.BUNDLE_SYMBOLICNAME).orElse("");
    if (symbolicName.isEmpty()) {
      throw new IOException(
          "it is no bundle, its manifest has no " + Constants.BUNDLE_SYMBOLICNAME);
    }
    if (!"2".equals(header(manifest, Constants.BUNDLE_MANIFESTVERSION).orElse(""))) {
      throw new IOException("its " + Constants.BUNDLE_MANIFESTVERSION + " is not 2");
    }
    if (manifest.getValue(Constants.FRAGMENT_HOST) != null) {
      throw new IOException(
          "it is a fragment, and its host would have to be restarted; start the server with it");
    }
    Set<String> replaces =
        replaces(symbolicName, Optional.ofNullable(manifest.getValue(REPLACE_HEADER)));
    Version version =
        Version.parseVersion(header(manifest, Constants.BUNDLE_VERSION).orElse("0.0.0"));
    return new Jar(copy, name, sha256, symbolicName, version, replaces);
  }

  /** What a header says, without its directives. */
  private static Optional<String> header(Attributes manifest, String name) {
    return Optional.ofNullable(manifest.getValue(name)).map(Jar::undirected);
  }

  private static String undirected(String header) {
    return header.split(";", 2)[0].strip();
  }

  /**
   * Whose place a bundle takes.
   *
   * @param header what it says in {@link #REPLACE_HEADER}
   */
  static Set<String> replaces(String symbolicName, Optional<String> header) {
    Set<String> names = new LinkedHashSet<>(Set.of(symbolicName));
    header.map(Jar::undirected).ifPresent(names::add);
    return names;
  }

  private static String copy(Path file, Path copy, long maxBytes) throws IOException {
    MessageDigest digest = Sha256.digest();
    try (InputStream in = Files.newInputStream(file);
        OutputStream out = new DigestOutputStream(Files.newOutputStream(copy), digest)) {
      byte[] buffer = new byte[BUFFER_BYTES];
      long total = 0;
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        total += n;
        if (total > maxBytes) {
          throw new IOException("it is larger than " + maxBytes + " bytes (maxJarMiB)");
        }
        out.write(buffer, 0, n);
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static Attributes manifest(Path copy) throws IOException {
    try (ZipFile zip = new ZipFile(copy.toFile())) {
      if (zip.size() > MAX_ENTRIES) {
        throw new IOException("it has more than " + MAX_ENTRIES + " entries");
      }
      Set<String> names = new HashSet<>();
      for (ZipEntry entry : zip.stream().toList()) {
        // Of two with one name, one would be examined and the other might be run.
        if (!names.add(entry.getName())) {
          throw new IOException("it has the entry " + entry.getName() + " twice");
        }
      }
      ZipEntry entry = zip.getEntry(JarFile.MANIFEST_NAME);
      if (entry == null) {
        throw new IOException("it is no bundle, it has no manifest");
      }
      try (InputStream in = zip.getInputStream(entry)) {
        Attributes manifest = ForeignManifest.mainAttributes(in);
        Optional<String> apiCopy = ApiCopy.in(zip, manifest);
        if (apiCopy.isPresent()) {
          throw new IOException(ApiCopy.refusal(apiCopy.get()));
        }
        return manifest;
      }
    }
  }

  private static String reason(Exception e) {
    return e instanceof ZipException
        ? "it is no jar, or not whole: " + e.getMessage()
        : String.valueOf(e.getMessage());
  }

  private static void delete(Path copy) {
    if (copy != null) {
      // In the bundle's own storage, which goes with it; what cannot be deleted now harms nobody.
      copy.toFile().delete();
    }
  }
}
