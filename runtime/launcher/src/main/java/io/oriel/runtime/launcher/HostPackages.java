package io.oriel.runtime.launcher;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import org.osgi.framework.Constants;

/**
 * The bundles on the host's own class path whose packages host and bundles share, so that an object
 * may pass between them. A bundle of the same name is then not installed: two copies would split
 * the class space without any error.
 *
 * @param exports what the framework exports for them, in the syntax of Export-Package
 * @param symbolicNames the bundles that they stand for
 */
record HostPackages(String exports, Set<String> symbolicNames) {

  /**
   * The packages of the class path entries that the given classes come from.
   *
   * @param anchors one class of each jar to share
   */
  static HostPackages of(List<Class<?>> anchors) {
    List<String> exports = new ArrayList<>();
    Set<String> names = new LinkedHashSet<>();
    for (Class<?> anchor : anchors) {
      Attributes manifest = manifestBeside(anchor);
      String name = manifest.getValue(Constants.BUNDLE_SYMBOLICNAME);
      String exported = manifest.getValue(Constants.EXPORT_PACKAGE);
      if (name == null || exported == null) {
        throw new IllegalArgumentException(
            anchor.getName()
                + " comes from "
                + location(anchor)
                + ", which has not the headers of a bundle: put the jars on the class path as they"
                + " are, not merged into another one");
      }
      if (names.add(name.split(";", 2)[0].trim())) {
        exports.add(exported);
      }
    }
    return new HostPackages(String.join(",", exports), names);
  }

  /** Whether the host stands for this bundle, so that it must not be installed. */
  boolean standFor(BundleJar jar) {
    return symbolicNames.contains(jar.symbolicName());
  }

  private static Attributes manifestBeside(Class<?> anchor) {
    try {
      Path location = Path.of(location(anchor).toURI());
      if (Files.isDirectory(location)) {
        try (InputStream in = Files.newInputStream(location.resolve(JarFile.MANIFEST_NAME))) {
          return new Manifest(in).getMainAttributes();
        }
      }
      try (JarFile jar = new JarFile(location.toFile())) {
        return Optional.ofNullable(jar.getManifest()).orElseGet(Manifest::new).getMainAttributes();
      }
    } catch (URISyntaxException | FileSystemNotFoundException e) {
      throw new IllegalArgumentException(location(anchor) + " is no file of its own", e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static URL location(Class<?> anchor) {
    return anchor.getProtectionDomain().getCodeSource().getLocation();
  }
}
