package io.oriel.runtime.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.oriel.api.embed.EmbeddingException;
import io.oriel.api.embed.Oriel;
import io.oriel.api.embed.RunningOriel;
import io.oriel.api.embed.Settings;
import io.oriel.api.error.ErrorCode;
import io.oriel.api.error.Problem;
import java.io.ByteArrayOutputStream;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The contracts are there once, whatever a host or a bundle brings; or it is told. */
class SecondApiTest {
  private static final String COPIED = "io/oriel/api/error/Level.class";
  @TempDir Path folder;
  private Path bundles;

  @BeforeEach
  void copyRuntime() throws Exception {
    bundles = Files.createDirectory(folder.resolve("bundles"));
    SampleBundle.copyRuntime(bundles);
  }

  @Test
  void refusesABundleThatContainsThem() throws Exception {
    Path jar = SampleBundle.named("sample.fat").entry(COPIED, "").in(bundles);
    assertRefused(
        ErrorCode.BUNDLE_INVALID, jar + " is not a readable bundle: it contains " + COPIED);
  }

  @Test
  void refusesABundleThatContainsTheirJar() throws Exception {
    SampleBundle.named("sample.fat")
        .header("Bundle-ClassPath", ".,lib/api.jar")
        .entry("lib/api.jar", zipOf(COPIED))
        .in(bundles);
    assertRefused(ErrorCode.BUNDLE_INVALID, "it contains lib/api.jar!/" + COPIED);
  }

  @Test
  void standsForTheBundleOfTheContracts() throws Exception {
    SampleBundle.named("io.oriel.api")
        .header("Export-Package", "io.oriel.api.health;version=\"1.9.0\"")
        .entry(COPIED, "")
        .in(bundles);
    SampleBundle.readiness().in(bundles);
    try (RunningOriel oriel = start()) {
      oriel.awaitReady(Duration.ofSeconds(60));
    }
  }

  @Test
  void saysWhoseContractsABundleOfAnotherVersionDoesNotFit() throws Exception {
    SampleBundle.named("sample.newer")
        .header("Import-Package", "io.oriel.api.health;version=\"[9,10)\"")
        .in(bundles);
    assertRefused(
        ErrorCode.BUNDLE_UNRESOLVED,
        "the packages of io.oriel.api are those of the class path, "
            + Oriel.class.getProtectionDomain().getCodeSource().getLocation());
  }

  @Test
  void refusesTwoOnTheClassPath() throws Exception {
    Path copy = Files.createDirectories(folder.resolve("copy/io/oriel/api/embed"));
    Files.writeString(copy.resolve("Oriel.class"), "");
    URL[] more = {folder.resolve("copy").toUri().toURL()};
    try (URLClassLoader loader = new URLClassLoader(more, getClass().getClassLoader())) {
      assertThatExceptionOfType(EmbeddingException.class)
          .isThrownBy(() -> FrameworkPreparation.refuseSecondApi(loader))
          .withMessageContaining(more[0].toString())
          .withMessageContaining(" and ")
          .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.API_TWICE));
    }
  }

  @Test
  void refusesALauncherOfAnotherCopy() throws Exception {
    URL[] api = {Oriel.class.getProtectionDomain().getCodeSource().getLocation()};
    try (URLClassLoader other = new URLClassLoader(api, ClassLoader.getPlatformClassLoader())) {
      Class<?> twin = other.loadClass(Oriel.class.getName());
      assertThatExceptionOfType(InvocationTargetException.class)
          .isThrownBy(() -> twin.getMethod("builder").invoke(null))
          .satisfies(e -> assertThat(e.getCause().toString()).contains("[api.twice]"));
    }
  }

  @Test
  void givesABundleNoEngineOfItsOwn() throws Exception {
    SampleBundle.host().in(bundles);
    try (RunningOriel oriel = start()) {
      assertThat(oriel.readiness())
          .singleElement()
          .satisfies(host ->
              assertThat(host.problems())
                  .extracting(Problem::code)
                  .containsExactly(ErrorCode.EMBEDDING_IN_FRAMEWORK));
    }
  }

  private RunningOriel start() throws EmbeddingException {
    return Oriel.builder().bundles(bundles).settings(Settings.EMPTY).start();
  }

  private void assertRefused(ErrorCode code, String text) {
    assertThatExceptionOfType(EmbeddingException.class)
        .isThrownBy(this::start)
        .withMessageContaining(text)
        .satisfies(e -> assertThat(e.code()).isEqualTo(code));
  }

  private static byte[] zipOf(String entry) throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry(entry));
    }
    return bytes.toByteArray();
  }
}
