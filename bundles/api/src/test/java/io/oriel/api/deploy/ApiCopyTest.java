package io.oriel.api.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Wherever a framework would find them, the contracts' classes are found in a bundle. */
class ApiCopyTest {
  private static final String CLASS = "io/oriel/api/error/Level.class";
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "lib/api.jar",
        "/lib/api.jar",
        "., lib/api.jar;some=thing",
        "lib/other.jar;lib/api.jar;some=thing",
      })
  void inAJarOnItsClassPath(String classPath) throws IOException {
    Map<String, byte[]> entries =
        Map.of("lib/api.jar", zip(Map.of(CLASS, new byte[0])), "lib/other.jar", zip(Map.of()));
    assertThat(found(entries, classPath)).contains("lib/api.jar!/" + CLASS);
  }

  @Test
  void inAJarOfAnyName() throws IOException {
    Map<String, byte[]> entries = Map.of("lib/api", zip(Map.of(CLASS, new byte[0])));
    assertThat(found(entries, "lib/api")).contains("lib/api!/" + CLASS);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"classes", "classes/", "/classes", "lib,classes"})
  void inAFolderOnItsClassPath(String classPath) throws IOException {
    Map<String, byte[]> entries = Map.of("classes/" + CLASS, new byte[0]);
    assertThat(found(entries, classPath)).contains("classes/" + CLASS);
  }

  @Test
  void inTheBundleItself() throws IOException {
    Map<String, byte[]> entries = Map.of(CLASS, new byte[0]);
    assertThat(found(entries, ".")).contains(CLASS);
    assertThat(found(entries, "/")).contains(CLASS);
  }

  @Test
  void notWhereNoFrameworkLooks() throws IOException {
    Map<String, byte[]> entries =
        Map.of(
            "classes/" + CLASS,
            new byte[0],
            "lib/api.jar",
            zip(Map.of(CLASS, new byte[0])),
            "lib/none.jar",
            "no jar".getBytes());
    assertThat(found(entries, "., lib/none.jar, lib, missing.jar, class")).isEmpty();
  }

  private Optional<String> found(Map<String, byte[]> entries, String classPath) throws IOException {
    Attributes manifest = new Attributes();
    manifest.putValue("Bundle-ClassPath", classPath);
    Path file = Files.write(folder.resolve("bundle.jar"), zip(entries));
    try (ZipFile bundle = new ZipFile(file.toFile())) {
      return ApiCopy.in(bundle, manifest);
    }
  }

  private static byte[] zip(Map<String, byte[]> entries) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        zip.putNextEntry(new ZipEntry(entry.getKey()));
        zip.write(entry.getValue());
      }
    }
    return bytes.toByteArray();
  }
}
