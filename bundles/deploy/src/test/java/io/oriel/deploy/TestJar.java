package io.oriel.deploy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;

/** A jar that a test writes. */
final class TestJar {
  private final Manifest manifest = new Manifest();
  private final Map<String, byte[]> entries = new LinkedHashMap<>();

  /** A jar whose manifest says nothing. */
  static TestJar plain() {
    TestJar jar = new TestJar();
    jar.manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    return jar;
  }

  /** A bundle. */
  static TestJar bundle(String name, String version) {
    return plain()
        .header("Bundle-ManifestVersion", "2")
        .header("Bundle-SymbolicName", name)
        .header("Bundle-Version", version);
  }

  TestJar header(String name, String value) {
    manifest.getMainAttributes().putValue(name, value);
    return this;
  }

  TestJar entry(String name, String text) {
    return entry(name, text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }

  TestJar entry(String name, byte[] bytes) {
    entries.put(name, bytes);
    return this;
  }

  /** Starts and stops with a class of this test. */
  TestJar activator(Class<?> type) throws IOException {
    String name = type.getName().replace('.', '/') + ".class";
    try (InputStream in = type.getClassLoader().getResourceAsStream(name)) {
      entries.put(name, in.readAllBytes());
    }
    return header("Bundle-Activator", type.getName())
        .header("Import-Package", "org.osgi.framework");
  }

  /** Writes the same bytes whenever it is asked to. */
  Path write(Path file) throws IOException {
    try (OutputStream out = Files.newOutputStream(file);
        JarOutputStream jar = new JarOutputStream(out)) {
      jar.putNextEntry(entry(JarFile.MANIFEST_NAME));
      manifest.write(jar);
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        jar.putNextEntry(entry(entry.getKey()));
        jar.write(entry.getValue());
      }
    }
    return file;
  }

  private static ZipEntry entry(String name) {
    ZipEntry entry = new ZipEntry(name);
    entry.setTimeLocal(LocalDateTime.of(2026, 1, 1, 0, 0));
    return entry;
  }
}
