package io.oriel.runtime.itest;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;

/** A shipped bundle under another symbolic name, to stand beside the original. */
final class BundleCopy {
  private BundleCopy() {}

  static Path of(Path jar, String symbolicName, Path folder) throws IOException {
    Path copy = folder.resolve(symbolicName + ".jar");
    try (JarFile in = new JarFile(jar.toFile())) {
      Manifest manifest = in.getManifest();
      manifest.getMainAttributes().putValue("Bundle-SymbolicName", symbolicName);
      try (OutputStream file = Files.newOutputStream(copy);
          JarOutputStream out = new JarOutputStream(file, manifest)) {
        for (var entry : in.stream().toList()) {
          if (!entry.getName().equals(JarFile.MANIFEST_NAME)) {
            out.putNextEntry(new ZipEntry(entry.getName()));
            try (InputStream data = in.getInputStream(entry)) {
              data.transferTo(out);
            }
          }
        }
      }
    }
    return copy;
  }
}
