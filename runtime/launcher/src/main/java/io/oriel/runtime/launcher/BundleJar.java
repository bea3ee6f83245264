package io.oriel.runtime.launcher;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.oriel.api.deploy.ApiCopy;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.osgi.framework.Constants;

/**
 * A bundle on disk, as far as it must be known before a framework has it.
 *
 * @param file the jar
 * @param symbolicName its symbolic name without directives
 * @param fragment whether it is a fragment, which is installed and never started
 * @param early whether it begins with something slow that the start of the others can hide
 * @param settings what it can be configured with
 */
record BundleJar(
    Path file, String symbolicName, boolean fragment, boolean early, List<SettingGroup> settings) {
  /** Header of a bundle; with the value {@code early} it starts before those without. */
  private static final String START_HEADER = "Oriel-Start";

  private static final String EARLY = "early";

  /** The bundle of the contracts, for which those of the class path stand. */
  private static final String API = "io.oriel.api";

  BundleJar {
    settings = List.copyOf(settings);
  }

  /**
   * Reads one jar.
   *
   * @throws IOException when it cannot be read or is no bundle; the message names the file
   */
  static BundleJar read(Path file) throws IOException {
    try (ZipFile jar = new ZipFile(file.toFile())) {
      Attributes manifest = manifest(jar);
      String name = symbolicName(manifest);
      refuseApiCopy(jar, manifest, name);
      boolean fragment = manifest.getValue(Constants.FRAGMENT_HOST) != null;
      boolean early = EARLY.equals(manifest.getValue(START_HEADER));
      List<SettingGroup> settings = SettingGroup.in(BundleContent.of(jar));
      return new BundleJar(file, name, fragment, early, settings);
    } catch (IOException | IllegalArgumentException e) {
      throw new IOException(file + " is not a readable bundle: " + e.getMessage(), e);
    }
  }

  /** All jars of a directory, in the order of their names. */
  static List<Path> files(Path directory) throws IOException {
    try (Stream<Path> entries = Files.list(directory)) {
      return entries.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
    }
  }

  /** Reads jars, in their order. */
  static List<BundleJar> readAll(Collection<Path> files) throws IOException {
    List<BundleJar> jars = new ArrayList<>(files.size());
    for (Path file : files) {
      jars.add(read(file));
    }
    return jars;
  }

  /** The main section of a jar's manifest. */
  static Attributes manifest(ZipFile jar) throws IOException {
    ZipEntry entry = jar.getEntry(JarFile.MANIFEST_NAME);
    if (entry == null) {
      throw new IOException("it has no manifest");
    }
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(jar.getInputStream(entry), ISO_8859_1))) {
      // Bytes as they are. Signed jars go on with a digest for each of their files: thousands of
      // lines.
      String main =
          lines.lines().takeWhile(line -> !line.isEmpty()).collect(Collectors.joining("\n"));
      InputStream section = new ByteArrayInputStream((main + "\n\n").getBytes(ISO_8859_1));
      return new Manifest(section).getMainAttributes();
    }
  }

  private static String symbolicName(Attributes manifest) throws IOException {
    String header = manifest.getValue(Constants.BUNDLE_SYMBOLICNAME);
    if (header == null) {
      throw new IOException("it has no " + Constants.BUNDLE_SYMBOLICNAME);
    }
    return header.split(";", 2)[0].trim();
  }

  private static void refuseApiCopy(ZipFile jar, Attributes manifest, String name)
      throws IOException {
    Optional<String> copy = name.equals(API) ? Optional.empty() : ApiCopy.in(jar, manifest);
    if (copy.isPresent()) {
      throw new IOException(ApiCopy.refusal(copy.get()));
    }
  }
}
