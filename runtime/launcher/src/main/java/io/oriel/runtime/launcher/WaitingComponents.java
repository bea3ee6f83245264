package io.oriel.runtime.launcher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.zip.ZipFile;

/** Reads which components of a bundle wait for their configuration before they do anything. */
final class WaitingComponents {
  private WaitingComponents() {}

  /** The PIDs that components of a bundle wait for. */
  static Set<String> in(BundleJar jar) {
    try (ZipFile bundle = new ZipFile(jar.file().toFile())) {
      return ComponentDocument.in(BundleContent.of(bundle)).stream()
          .filter(ComponentDocument::waits)
          .flatMap(component -> component.pids().stream())
          .collect(Collectors.toSet());
    } catch (IOException e) {
      // It was readable a moment ago.
      throw new UncheckedIOException(e);
    }
  }
}
