package io.oriel.runtime.launcher;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.osgi.framework.Bundle;

/** What a bundle contains, be it a jar or installed. */
interface BundleContent {
  /** A header of the manifest. */
  Optional<String> header(String name);

  /** The paths of the files that lie in a folder. */
  List<String> files(String folder);

  /** A file, if it is there. */
  Optional<InputStream> open(String path) throws IOException;

  /** That of a jar, for as long as it is open. */
  static BundleContent of(ZipFile jar) throws IOException {
    Attributes manifest = BundleJar.manifest(jar);
    return new BundleContent() {
      @Override
      public Optional<String> header(String name) {
        return Optional.ofNullable(manifest.getValue(name));
      }

      @Override
      public List<String> files(String folder) {
        return jar.stream()
            .map(ZipEntry::getName)
            .filter(name -> name.startsWith(folder) && !name.endsWith("/"))
            .toList();
      }

      @Override
      public Optional<InputStream> open(String path) throws IOException {
        ZipEntry entry = jar.getEntry(path);
        return entry == null ? Optional.empty() : Optional.of(jar.getInputStream(entry));
      }
    };
  }

  /** That of a bundle in a framework, without its fragments. */
  static BundleContent of(Bundle bundle) {
    return new BundleContent() {
      @Override
      public Optional<String> header(String name) {
        return Optional.ofNullable(bundle.getHeaders("").get(name));
      }

      @Override
      public List<String> files(String folder) {
        return Optional.ofNullable(bundle.getEntryPaths(folder)).stream()
            .flatMap(paths -> Collections.list(paths).stream())
            .filter(path -> !path.endsWith("/"))
            .toList();
      }

      @Override
      public Optional<InputStream> open(String path) throws IOException {
        URL entry = bundle.getEntry(path);
        return entry == null ? Optional.empty() : Optional.of(entry.openStream());
      }
    };
  }
}
