package io.oriel.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.oriel.api.error.ErrorCode;
import io.oriel.api.error.OrielException;
import io.oriel.api.error.Problem;
import io.oriel.api.swap.ServiceUse;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.wiring.BundleWiring;

class DeployServiceTest {
  /** For newcomers that nobody speaks of. */
  private static final Map<String, Object> QUICK = Map.of("observeMillis", 100);

  /** Whoever waits for the end of it fails the test by its time. */
  private static final Map<String, Object> PATIENT = Map.of("observeMillis", 600_000);

  @TempDir Path folder;
  private RunningFramework framework;
  private DeployService deploy;
  private int files;

  @BeforeEach
  void start() throws Exception {
    framework = RunningFramework.start(folder);
  }

  @AfterEach
  void stop() throws Exception {
    deploy.deactivate();
    framework.close();
  }

  @Test
  void takesThePlaceOfAShippedOneThatComesBackWhenItGoes() throws Exception {
    deploy = framework.deploy(QUICK);
    Bundle shipped = shipped(sample("1.0.0"));
    long id = install(sample("1.1.0"));
    assertThat(framework.running()).containsExactly("sample 1.1.0");
    assertThat(shipped.getState()).isEqualTo(Bundle.INSTALLED);
    deploy.remove(id);
    assertThat(framework.running()).containsExactly("sample 1.0.0");
  }

  @Test
  void takesThePlaceOfTheNameInItsHeader() throws Exception {
    deploy = framework.deploy(QUICK);
    shipped(sample("1.0.0"));
    long id = install(TestJar.bundle("mine", "1.0.0").header("Oriel-Replace", "sample"));
    assertThat(framework.running()).containsExactly("mine 1.0.0");
    deploy.remove(id);
    assertThat(framework.running()).containsExactly("sample 1.0.0");
  }

  @Test
  void removesTheFormerOneAsSoonAsAllServes() throws Exception {
    deploy = framework.deploy(PATIENT);
    framework.say("1.0.0", ServiceUse.State.SERVING);
    framework.say("1.1.0", ServiceUse.State.SERVING);
    install(sample("1.0.0"));
    Bundle former = framework.context().getBundles()[1];
    WeakReference<ClassLoader> loader =
        new WeakReference<>(former.adapt(BundleWiring.class).getClassLoader());
    install(sample("1.1.0"));
    assertThat(framework.running()).containsExactly("sample 1.1.0");
    assertThat(former.getState()).isEqualTo(Bundle.UNINSTALLED);
    Awaitility.await("the former one's classes to be collected")
        .until(() -> {
          System.gc();
          return loader.get() == null;
        });
  }

  @Test
  void keepsTheFormerOneWhenTheNewOneIsNeededAndDoesNotServe() throws Exception {
    deploy = framework.deploy(QUICK);
    framework.say("1.1.0", ServiceUse.State.TRYING);
    shipped(sample("1.0.0"));
    assertRefused(
        () -> install(sample("1.1.0")),
        ErrorCode.BUNDLE_UNHEALTHY,
        "sample 1.1.0: sample is needed and has not served within 100 ms (observeMillis)");
    assertThat(framework.running()).containsExactly("sample 1.0.0");
  }

  @Test
  void keepsTheFormerOneWhenTheNewOneIsGivenUp() throws Exception {
    deploy = framework.deploy(PATIENT);
    framework.say("1.1.0", ServiceUse.State.GIVEN_UP);
    Bundle shipped = shipped(sample("1.0.0"));
    assertRefused(
        () -> install(sample("1.1.0")),
        ErrorCode.BUNDLE_UNHEALTHY,
        "sample 1.1.0: sample was given up: it throws [aov.conversion-failed]");
    assertThat(framework.running()).containsExactly("sample 1.0.0");
    assertThat(shipped.getState()).isEqualTo(Bundle.ACTIVE);
    assertThat(framework.context().getBundles()).hasSize(2);
    assertThat(deploy.outcomes())
        .first()
        .satisfies(outcome ->
            assertThat(outcome.problem().orElseThrow().code())
                .isEqualTo(ErrorCode.BUNDLE_UNHEALTHY));
  }

  @Test
  void keepsTheFormerOneWhenTheNewOneCannotStart() throws Exception {
    deploy = framework.deploy(QUICK);
    shipped(sample("1.0.0"));
    assertRefused(
        () -> install(TestJar.bundle("sample", "1.1.0").activator(FailingActivator.class)),
        ErrorCode.BUNDLE_UNHEALTHY,
        "the sample is broken [java.lang.IllegalStateException]");
    assertThat(framework.running()).containsExactly("sample 1.0.0");
  }

  @Test
  void acceptsOtherContentUnderTheSameVersionButNotTheSameTwice() throws Exception {
    deploy = framework.deploy(QUICK);
    install(sample("1.0.0"));
    install(sample("1.0.0").entry("changed", "yes"));
    assertThat(framework.running()).containsExactly("sample 1.0.0");
    assertRefused(
        () -> install(sample("1.0.0").entry("changed", "yes")),
        ErrorCode.BUNDLE_PRESENT,
        "sample 1.0.0");
    shipped(TestJar.bundle("other", "1.0.0"));
    assertRefused(
        () -> install(TestJar.bundle("other", "1.0.0")), ErrorCode.BUNDLE_PRESENT, "other 1.0.0");
  }

  @Test
  void namesWhatIsMissing() throws Exception {
    deploy = framework.deploy(QUICK);
    assertRefused(
        () -> install(TestJar.bundle("a", "1").header("Import-Package", "no.such.thing")),
        ErrorCode.BUNDLE_UNRESOLVED,
        "needs osgi.wiring.package (osgi.wiring.package=no.such.thing)");
    assertRefused(
        () ->
            install(
                TestJar.bundle("b", "1")
                    .header("Import-Package", "org.osgi.framework;version=\"[7,8)\"")),
        ErrorCode.BUNDLE_UNRESOLVED,
        "and here is version 1.10.0: it was built for another one");
    assertRefused(
        () ->
            install(
                TestJar.bundle("c", "1")
                    .header(
                        "Require-Capability",
                        "osgi.ee;filter:=\"(&(osgi.ee=JavaSE)(version=99))\"")),
        ErrorCode.BUNDLE_UNRESOLVED,
        "osgi.ee");
    assertThat(framework.context().getBundles()).hasSize(1);
  }

  @Test
  void refusesToTouchWhatOthersAreWiredTo() throws Exception {
    deploy = framework.deploy(QUICK);
    Bundle library = shipped(TestJar.bundle("library", "1.0.0").header("Export-Package", "a.b"));
    shipped(TestJar.bundle("user", "1.0.0").header("Import-Package", "a.b"));
    assertRefused(
        () -> install(TestJar.bundle("library", "1.1.0")),
        ErrorCode.BUNDLE_NEEDED,
        "library 1.0.0 is needed by user");
    assertRefused(() -> deploy.stop(library.getBundleId()), ErrorCode.BUNDLE_NEEDED, "user");
    assertRefused(() -> deploy.stop(0), ErrorCode.BUNDLE_NEEDED, "does this itself");
  }

  @Test
  void neverRemovesWhatIsShipped() throws Exception {
    deploy = framework.deploy(QUICK);
    Bundle shipped = shipped(sample("1.0.0"));
    assertRefused(
        () -> deploy.remove(shipped.getBundleId()), ErrorCode.UNSUPPORTED, "stop it, or install");
    assertRefused(() -> deploy.remove(4711), ErrorCode.NOT_FOUND, "4711");
    deploy.stop(shipped.getBundleId());
    assertThat(framework.running()).isEmpty();
    deploy.start(shipped.getBundleId());
    assertThat(framework.running()).containsExactly("sample 1.0.0");
  }

  @Test
  void installsNoFileOfTheFolderThatEverybodyMayWriteTo() throws Exception {
    Path watched = Files.createDirectory(folder.resolve("watched"));
    Path open = Files.createDirectory(folder.resolve("open"));
    Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwxrwx"));
    Path file = sample("1.0.0").write(watched.resolve("a.jar"));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-rw-"));
    Files.createSymbolicLink(
        watched.resolve("b.jar"), TestJar.bundle("b", "1").write(open.resolve("b.jar")));
    Files.createSymbolicLink(
        watched.resolve("c.jar"), TestJar.bundle("c", "1").write(folder.resolve("c.jar")));
    deploy =
        framework.deploy(
            Map.of("deployFolder", watched.toString(), "settleMillis", 0, "observeMillis", 100));
    Awaitility.await().until(() -> deploy.outcomes().size() == 3);
    assertThat(framework.running()).containsExactly("c 1.0.0");
    assertThat(deploy.outcomes())
        .flatExtracting(outcome -> outcome.problem().map(Problem::code).stream().toList())
        .containsExactly(ErrorCode.BUNDLE_UNTRUSTED, ErrorCode.BUNDLE_UNTRUSTED);
  }

  @Test
  void removesTheFileOfABundleUnlessItHoldsAnotherOne() throws Exception {
    Path watched = Files.createDirectory(folder.resolve("watched"));
    Path kept = TestJar.bundle("a", "1").write(watched.resolve("a.jar"));
    Path deleted = TestJar.bundle("b", "1").write(watched.resolve("b.jar"));
    deploy =
        framework.deploy(
            Map.of("deployFolder", watched.toString(), "settleMillis", 0, "observeMillis", 100));
    Awaitility.await().until(() -> framework.running().size() == 2);
    deploy.modified(
        RunningFramework.config(
            Map.of("deployFolder", watched.toString(), "settleMillis", 600_000)));
    // On the thread that looks, which has heard of it then.
    deploy.remove(id("b"));
    TestJar.bundle("a", "2").write(kept);
    deploy.remove(id("a"));
    assertThat(kept).exists();
    assertThat(deleted).doesNotExist();
  }

  @Test
  void aFileThatStoodBackForAnOperatorsJarIsBackWhenThatIsRemoved() throws Exception {
    Path watched = Files.createDirectory(folder.resolve("watched"));
    sample("1.0.0").write(watched.resolve("a.jar"));
    deploy = framework.deploy(watching(watched));
    Awaitility.await().until(() -> framework.running().equals(List.of("sample 1.0.0")));
    long id = install(sample("1.1.0"));
    assertThat(framework.running()).containsExactly("sample 1.1.0");
    deploy.remove(install(TestJar.bundle("other", "1.0.0")));
    deploy.remove(id);
    Awaitility.await()
        .until(() ->
            deploy.outcomes().stream()
                    .filter(outcome -> outcome.subject().equals("sample 1.0.0"))
                    .count()
                == 2);
    assertThat(framework.running()).containsExactly("sample 1.0.0");
  }

  @Test
  void aFileThatTheNewRulesAllowIsInstalled() throws Exception {
    Path watched = Files.createDirectory(folder.resolve("watched"));
    sample("1.0.0").write(watched.resolve("a.jar"));
    Map<String, Object> strict = new HashMap<>(watching(watched));
    strict.put("allowedHashes", new String[] {"0".repeat(64)});
    deploy = framework.deploy(strict);
    Awaitility.await().until(() -> !deploy.outcomes().isEmpty());
    assertThat(framework.running()).isEmpty();
    deploy.modified(RunningFramework.config(watching(watched)));
    Awaitility.await().until(() -> framework.running().equals(List.of("sample 1.0.0")));
  }

  @Test
  void anErrorEndsNoWatch() throws Exception {
    Path watched = Files.createDirectory(folder.resolve("watched"));
    deploy = framework.deploy(watching(watched));
    framework.failAtUses(new NoClassDefFoundError("of a bundle that is gone"));
    // Whole at once: a file that grows would be judged twice.
    Files.move(sample("1.0.0").write(folder.resolve("a.jar")), watched.resolve("a.jar"));
    Awaitility.await().until(() -> !deploy.outcomes().isEmpty());
    framework.failAtUses(null);
    TestJar.bundle("b", "1").write(watched.resolve("b.jar"));
    Awaitility.await().until(() -> framework.running().equals(List.of("b 1.0.0")));
  }

  @Test
  void aFormerOneIsNotStartedBesideTheOneInItsPlace() throws Exception {
    deploy = framework.deploy(QUICK);
    Bundle shipped = shipped(sample("1.0.0"));
    long id = install(sample("1.1.0"));
    assertRefused(
        () -> deploy.start(shipped.getBundleId()),
        ErrorCode.BUNDLE_PRESENT,
        "sample 1.1.0 runs in the place of sample 1.0.0");
    assertThat(framework.running()).containsExactly("sample 1.1.0");
    deploy.stop(id);
    deploy.start(shipped.getBundleId());
    assertThat(framework.running()).containsExactly("sample 1.0.0");
  }

  @Test
  void copiesThatAnEarlierRunLeftAreDeleted() throws Exception {
    Path scratch = Files.createDirectories(framework.context().getDataFile("jars").toPath());
    Path left = Files.writeString(scratch.resolve("jar1.tmp"), "of a process that was killed");
    deploy = framework.deploy(QUICK);
    assertThat(left).doesNotExist();
    install(sample("1.0.0"));
    assertThat(scratch).isEmptyDirectory();
  }

  @Test
  void refusesMistypedDigests() throws Exception {
    deploy = framework.deploy(QUICK);
    assertRefused(
        () ->
            DeploySettings.of(
                RunningFramework.config(Map.of("allowedHashes", new String[] {"12"}))),
        ErrorCode.CONFIGURATION_INVALID,
        "allowedHashes");
  }

  private static Map<String, Object> watching(Path watched) {
    return Map.of(
        "deployFolder",
        watched.toString(),
        "pollMillis",
        50,
        "settleMillis",
        0,
        "observeMillis",
        100);
  }

  private static TestJar sample(String version) throws Exception {
    return TestJar.bundle("sample", version).activator(RegisteringActivator.class);
  }

  private long id(String name) {
    return Arrays.stream(framework.context().getBundles())
        .filter(bundle -> name.equals(bundle.getSymbolicName()))
        .findFirst()
        .orElseThrow()
        .getBundleId();
  }

  private long install(TestJar jar) throws Exception {
    return deploy.install(jar.write(folder.resolve("new-" + files++ + ".jar"))).bundleId();
  }

  private Bundle shipped(TestJar jar) throws Exception {
    Path file = jar.write(folder.resolve("shipped-" + files++ + ".jar"));
    Bundle bundle = framework.context().installBundle(file.toUri().toString());
    bundle.start();
    return bundle;
  }

  private static void assertRefused(ThrowingCallable call, ErrorCode code, String text) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            OrielException.class, e -> assertThat(e.code()).as(e.getMessage()).isEqualTo(code))
        .hasMessageContaining(text);
  }
}
