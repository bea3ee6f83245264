package io.oriel.runtime.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.oriel.api.embed.EmbeddingException;
import io.oriel.api.embed.Oriel;
import io.oriel.api.embed.OrielBuilder;
import io.oriel.api.embed.RunningOriel;
import io.oriel.api.embed.Settings;
import io.oriel.api.error.ErrorCode;
import io.oriel.api.error.OrielException;
import io.oriel.api.error.Problem;
import io.oriel.api.health.Readiness;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;

/** What a host gets in its hands. */
class OrielBuilderTest {
  private static final Duration LONG = Duration.ofSeconds(60);
  private static final Duration SHORT = Duration.ofMillis(50);

  @TempDir Path folder;
  private Path bundles;

  @BeforeEach
  void copyRuntime() throws Exception {
    bundles = Files.createDirectory(folder.resolve("bundles"));
    SampleBundle.copyRuntime(bundles);
  }

  @Test
  void takesTheBundlesOfTheInstalledOriel() throws Exception {
    SampleBundle.readiness().in(bundles);
    System.setProperty("oriel.home", folder.toString());
    try (RunningOriel oriel = Oriel.builder().settings(Settings.EMPTY).start()) {
      assertThat(oriel.awaitReady(LONG).readiness())
          .containsExactly(new Readiness("stream main", true, List.of()));
    } finally {
      System.clearProperty("oriel.home");
    }
  }

  @Test
  void saysWhereItLookedForBundles() throws Exception {
    Path absent = folder.resolve("absent");
    assertThatExceptionOfType(EmbeddingException.class)
        .isThrownBy(() -> Oriel.builder().bundles(absent).start())
        .withMessageContaining(absent.toString())
        .withMessageContaining("ORIEL_HOME");
  }

  @Test
  void listsEverythingThatIsWrongInTheSettings() throws Exception {
    SampleBundle.listener().in(bundles);
    Settings wrong =
        Settings.DEFAULTS
            .component("io.oriel.http.public", Map.of("prot", 1, "port", 70_000))
            .off("io.oriel.http.public")
            .off("no.such.transport");
    EmbeddingException refusal =
        catchThrowableOfType(EmbeddingException.class, () -> builder().settings(wrong).start());
    assertThat(refusal.problems()).extracting(Problem::code).containsOnly(refusal.code());
    assertThat(refusal.code()).isEqualTo(ErrorCode.CONFIGURATION_INVALID);
    assertThat(refusal.problems())
        .extracting(Problem::detail)
        .anyMatch(detail -> detail.startsWith("off no.such.transport: unknown component"))
        .anyMatch(detail -> detail.startsWith("off io.oriel.http.public: "))
        .anyMatch(detail -> detail.startsWith("stream main: unknown component"));
    Settings keys =
        Settings.EMPTY.component("io.oriel.http.public", Map.of("prot", 1, "port", 70_000));
    assertThatExceptionOfType(EmbeddingException.class)
        .isThrownBy(() -> builder().settings(keys).start())
        .withMessageContaining("unknown key \"prot\"")
        .withMessageContaining("port in io.oriel.http.public is 70000");
    assertThat(temporaryFolders()).isEmpty();
  }

  @Test
  void removesItsTemporaryFolder() throws Exception {
    try (RunningOriel oriel = builder().start()) {
      assertThat(temporaryFolders()).hasSize(1);
    }
    assertThat(temporaryFolders()).isEmpty();
  }

  @Test
  void closesAlthoughATransportFailsToStop() throws Exception {
    SampleBundle.failingTransport().in(bundles);
    RunningOriel oriel = builder().start();
    Bundle framework = oriel.service(BundleContext.class).orElseThrow().getBundle();
    oriel.close();
    assertThat(framework.getState()).isLessThan(Bundle.STARTING);
    assertThat(temporaryFolders()).isEmpty();
  }

  @Test
  void saysWhatItIsNotReadyFor() throws Exception {
    SampleBundle.readiness().in(bundles);
    try (RunningOriel oriel = builder().settings(problem("RENDERER_UNAVAILABLE")).start()) {
      assertThatExceptionOfType(EmbeddingException.class)
          .isThrownBy(() -> oriel.awaitReady(SHORT))
          .withMessageContaining("stream main: sample trouble [renderer.unavailable]")
          .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.EMBEDDING_NOT_READY));
      oriel.reconfigure(Settings.EMPTY);
      oriel.awaitReady(LONG);
      assertThat(oriel.settings()).isEqualTo(Settings.EMPTY);
    }
  }

  @Test
  void doesNotWaitForWhatOnlyOtherSettingsMend() throws Exception {
    SampleBundle.readiness().in(bundles);
    try (RunningOriel oriel = builder().settings(problem("UNSAFE_BIND")).start()) {
      assertThatExceptionOfType(EmbeddingException.class)
          .isThrownBy(() -> oriel.awaitReady(Duration.ofDays(1)))
          .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.UNSAFE_BIND));
    }
  }

  @Test
  void keepsItsSettingsWhenOthersAreWrong() throws Exception {
    SampleBundle.readiness().in(bundles);
    Settings before = problem("RENDERER_UNAVAILABLE");
    try (RunningOriel oriel = builder().settings(before).start()) {
      Settings wrong = before.component("sample.readiness", Map.of("problem", 7));
      assertThatExceptionOfType(EmbeddingException.class)
          .isThrownBy(() -> oriel.reconfigure(wrong))
          .withMessageStartingWith("component sample.readiness: problem in sample.readiness is 7");
      assertThat(oriel.settings()).isEqualTo(before);
      assertThat(oriel.readiness()).noneMatch(Readiness::ready);
    }
  }

  @Test
  void tellsTheAddressOfThePage() throws Exception {
    SampleBundle.listener().in(bundles);
    Settings anyPort = Settings.EMPTY.component("io.oriel.http.public", Map.of("port", 0));
    try (RunningOriel oriel = builder().settings(anyPort).start()) {
      URI page = oriel.page().orElseThrow();
      assertThat(page.getHost()).isEqualTo("127.0.0.1");
      assertThat(page.getPort()).isPositive();
    }
  }

  @Test
  void saysThatNothingInstallsBundles() throws Exception {
    try (RunningOriel oriel = builder().start()) {
      assertThatExceptionOfType(OrielException.class)
          .isThrownBy(() -> oriel.install(folder.resolve("x.jar")))
          .withMessageContaining("io.oriel.deploy");
    }
  }

  @Test
  void isClosedByManyAtOnceWhileAnotherWaits() throws Exception {
    SampleBundle.readiness().in(bundles);
    RunningOriel oriel = builder().settings(problem("RENDERER_UNAVAILABLE")).start();
    CompletableFuture<RunningOriel> waiting = new CompletableFuture<>();
    Thread.ofPlatform()
        .start(() -> {
          try {
            waiting.complete(oriel.awaitReady(LONG));
          } catch (Exception e) {
            waiting.completeExceptionally(e);
          }
        });
    List<Thread> closers =
        Stream.generate(() -> Thread.ofPlatform().start(oriel::close)).limit(4).toList();
    for (Thread closer : closers) {
      closer.join();
    }
    oriel.close();
    assertThatExceptionOfType(ExecutionException.class)
        .isThrownBy(() -> waiting.get(LONG.toSeconds(), TimeUnit.SECONDS))
        .withMessageContaining("the engine was closed");
    assertThatIllegalStateException().isThrownBy(oriel::streams);
    assertThatIllegalStateException().isThrownBy(oriel::readiness);
    assertThatIllegalStateException().isThrownBy(() -> oriel.reconfigure(Settings.EMPTY));
    assertThat(temporaryFolders()).isEmpty();
  }

  @Test
  void startsNothingForAThreadThatIsInterrupted() throws Exception {
    SampleBundle.readiness().in(bundles);
    Thread.currentThread().interrupt();
    try {
      assertThatExceptionOfType(EmbeddingException.class)
          .isThrownBy(() -> builder().start())
          .withMessage("interrupted");
      assertThat(Thread.currentThread().isInterrupted()).isTrue();
    } finally {
      Thread.interrupted();
    }
    assertThat(temporaryFolders()).isEmpty();
  }

  private OrielBuilder builder() throws EmbeddingException {
    return Oriel.builder().bundles(bundles).settings(Settings.EMPTY);
  }

  private static Settings problem(String code) {
    return Settings.EMPTY.component("sample.readiness", Map.of("problem", code));
  }

  private static Set<Path> temporaryFolders() throws Exception {
    String own = "oriel-work-" + ProcessHandle.current().pid() + "-";
    try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
      return files
          .filter(file -> file.getFileName().toString().startsWith(own))
          .collect(Collectors.toSet());
    }
  }
}
