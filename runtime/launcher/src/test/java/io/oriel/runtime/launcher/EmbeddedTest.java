package io.oriel.runtime.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.core.read.ListAppender;
import io.oriel.api.embed.ComponentFailure;
import io.oriel.api.embed.Oriel;
import io.oriel.api.embed.OrielBuilder;
import io.oriel.api.embed.RunningOriel;
import io.oriel.api.embed.Settings;
import io.oriel.api.error.ErrorCode;
import io.oriel.api.health.ReadinessContributor;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceListener;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.slf4j.LoggerFactory;

class EmbeddedTest {
  @TempDir Path folder;
  private Path bundles;

  @BeforeEach
  void copyRuntime() throws Exception {
    bundles = Files.createDirectory(folder.resolve("bundles"));
    SampleBundle.copyRuntime(bundles);
  }

  @Test
  void runsOnTheFrameworkOfTheClassPath() throws Exception {
    try (RunningOriel embedded = options().start()) {
      assertThat(context(embedded).getBundle().getSymbolicName())
          .isEqualTo(System.getProperty("oriel.framework", "org.apache.felix.framework"));
    }
  }

  @Test
  void logsWhatFailsInTheFramework() throws Exception {
    ListAppender<ILoggingEvent> log = new ListAppender<>();
    log.start();
    Logger root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
    root.addAppender(log);
    try (RunningOriel embedded = options().start()) {
      BundleContext context = context(embedded);
      ServiceListener failing =
          event -> {
            throw new IllegalStateException("planned");
          };
      context.addServiceListener(failing);
      context.registerService(Runnable.class, () -> {}, null);
      context.removeServiceListener(failing);
      await()
          .untilAsserted(() ->
              assertThat(List.copyOf(log.list))
                  .extracting(ILoggingEvent::getThrowableProxy)
                  .singleElement()
                  .extracting(IThrowableProxy::getMessage)
                  .isEqualTo("planned"));
    } finally {
      root.detachAppender(log);
    }
  }

  @Test
  void startsAndStopsAgainAndAgain() throws Exception {
    SampleBundle.readiness().in(bundles);
    for (int round = 0; round < 2; round++) {
      try (RunningOriel embedded = options().start()) {
        assertThat(embedded.service(ReadinessContributor.class)).isPresent();
      }
    }
  }

  @Test
  void runsTwiceAtOnceInOneWorkDirectory() throws Exception {
    SampleBundle.readiness().in(bundles);
    try (RunningOriel one = options().start();
        RunningOriel other = options().start()) {
      assertThat(one.service(ReadinessContributor.class)).isPresent();
      assertThat(other.service(ReadinessContributor.class)).isPresent();
    }
  }

  @Test
  void givesTheNewerOfEqualServicesAndThatOfAHigherRankingBeforeIt() throws Exception {
    try (RunningOriel embedded = options().start()) {
      BundleContext context = context(embedded);
      Runnable older = () -> {};
      Runnable newer = () -> {};
      Runnable higher = () -> {};
      context.registerService(Runnable.class, older, ranking(0));
      ServiceRegistration<?> second = context.registerService(Runnable.class, newer, ranking(0));
      assertThat(embedded.service(Runnable.class)).containsSame(newer);
      ServiceRegistration<?> best = context.registerService(Runnable.class, higher, ranking(1));
      context.registerService(Runnable.class, () -> {}, ranking(-1));
      assertThat(embedded.service(Runnable.class)).containsSame(higher);
      best.unregister();
      second.unregister();
      assertThat(embedded.service(Runnable.class)).containsSame(older);
    }
  }

  private static Dictionary<String, Object> ranking(int ranking) {
    return new Hashtable<>(Map.of(Constants.SERVICE_RANKING, ranking));
  }

  @Test
  void handsTheConfigurationToTheComponents() throws Exception {
    SampleBundle.readiness().in(bundles);
    Settings values =
        Settings.EMPTY.component("sample.readiness", Map.of("problem", "RENDERER_UNAVAILABLE"));
    try (RunningOriel embedded = options().settings(values).start()) {
      assertThat(embedded.service(ReadinessContributor.class).orElseThrow().readiness().ready())
          .isFalse();
    }
  }

  @Test
  void configuresABundleThatComesLaterAndOneAfterIt() throws Exception {
    try (RunningOriel embedded = options().start()) {
      Path jar = SampleBundle.readiness().in(folder);
      Bundle bundle = context(embedded).installBundle(jar.toUri().toString());
      bundle.start();
      await().until(() -> embedded.service(ReadinessContributor.class).isPresent());
      embedded.reconfigure(problem("RENDERER_UNAVAILABLE"));
      await().until(() -> !ready(embedded));
      bundle.uninstall();
      context(embedded).installBundle(jar.toUri().toString()).start();
      await().until(() -> embedded.service(ReadinessContributor.class).isPresent());
      assertThat(ready(embedded)).as("its configuration is the one before").isFalse();
    }
  }

  @Test
  void configuresABundleThatAnotherInstallsWhileItStarts() throws Exception {
    SampleBundle.installer(SampleBundle.readiness().in(folder)).in(bundles);
    try (RunningOriel embedded = options().start()) {
      await().until(() -> ready(embedded));
      embedded.reconfigure(problem("RENDERER_UNAVAILABLE"));
      await().until(() -> !ready(embedded));
    }
  }

  @Test
  void removesConfigurationsThatAreNotAskedFor() throws Exception {
    try (RunningOriel embedded = options().start()) {
      ConfigurationAdmin admin = embedded.service(ConfigurationAdmin.class).orElseThrow();
      Dictionary<String, Object> old = new Hashtable<>(Map.of("port", 1));
      admin.getConfiguration("of.an.earlier.run", "?").update(old);
      admin.getFactoryConfiguration("stream", "old", "?").update(old);

      new ConfigurationWriter(admin)
          .write(Map.of("listener", Map.of("port", 2), "stream~main", Map.of("width", 3)));

      assertThat(admin.listConfigurations(null))
          .extracting(org.osgi.service.cm.Configuration::getPid)
          .containsExactlyInAnyOrder("listener", "stream~main");
    }
  }

  @Test
  void takesAnotherConfigurationWhileItRuns() throws Exception {
    SampleBundle.readiness().in(bundles);
    try (RunningOriel embedded = options().start()) {
      assertThat(ready(embedded)).isTrue();
      assertThat(embedded.reconfigure(problem("RENDERER_UNAVAILABLE")))
          .containsExactly("sample.readiness");
      await().until(() -> !ready(embedded));
      assertThat(embedded.reconfigure(problem("RENDERER_UNAVAILABLE"))).isEmpty();
      Settings wrong = Settings.EMPTY.component("sample.readiness", Map.of("probelm", ""));
      assertThatExceptionOfType(ConfigurationException.class)
          .isThrownBy(() -> embedded.reconfigure(wrong))
          .withMessageContaining("problem");
      assertThat(ready(embedded)).isFalse();
      embedded.reconfigure(Settings.EMPTY);
      await().until(() -> ready(embedded));
    }
  }

  private static boolean ready(RunningOriel embedded) {
    return embedded
        .service(ReadinessContributor.class)
        .filter(contributor -> contributor.readiness().ready())
        .isPresent();
  }

  private static Settings problem(String code) {
    return Settings.EMPTY.component("sample.readiness", Map.of("problem", code));
  }

  @Test
  void refusesAWrongConfiguration() throws Exception {
    SampleBundle.listener().in(bundles);
    Settings wrong = Settings.EMPTY.component("io.oriel.http.public", Map.of("port", -1));
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> options().settings(wrong).start());
  }

  @Test
  void namesTheComponentThatCannotStartInOneLine() throws Exception {
    SampleBundle.listener().in(bundles);
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int port = taken.getLocalPort();
      Settings values = Settings.EMPTY.component("io.oriel.http.public", Map.of("port", port));
      try (RunningOriel embedded = options().settings(values).start()) {
        assertThat(embedded.failures())
            .containsExactly(
                new ComponentFailure(
                    "sample.SampleListener",
                    "port "
                        + port
                        + " is taken (port in io.oriel.http.public); choose another with --port"
                        + " [configuration.port-in-use] "
                        + ErrorCode.PORT_IN_USE.remedy()));
      }
    }
  }

  @Test
  void tellsOfAComponentThatFailsLater() throws Exception {
    List<ComponentFailure> told = new CopyOnWriteArrayList<>();
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        RunningOriel embedded = options().start()) {
      FailureWatch.begin(context(embedded), told::add);
      ConfigurationAdmin admin = embedded.service(ConfigurationAdmin.class).orElseThrow();
      Dictionary<String, Object> port = new Hashtable<>(Map.of("port", taken.getLocalPort()));
      admin.getConfiguration("io.oriel.http.public", "?").update(port);

      Path late = SampleBundle.listener().in(folder);
      context(embedded).installBundle(late.toUri().toString()).start();

      await()
          .atMost(Duration.ofSeconds(20))
          .untilAsserted(() ->
              assertThat(told)
                  .extracting(ComponentFailure::component)
                  .containsExactly("sample.SampleListener"));
    }
  }

  @Test
  void freesThePortsOfItsBundlesWhenClosed() throws Exception {
    SampleBundle.listener().in(bundles);
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    Settings values = Settings.EMPTY.component("io.oriel.http.public", Map.of("port", port));
    RunningOriel embedded = options().settings(values).start();
    assertThat(embedded.failures()).isEmpty();
    embedded.close();
    new ServerSocket(port, 1, InetAddress.getLoopbackAddress()).close();
  }

  @Test
  void namesTheBundleThatDoesNotResolve() throws Exception {
    SampleBundle.named("sample.broken").header("Import-Package", "no.such.thing").in(bundles);
    assertThatExceptionOfType(StartException.class)
        .isThrownBy(() -> options().start())
        .withMessageContaining("sample.broken")
        .withMessageContaining("no.such.thing");
    options().bundles(Files.createDirectory(folder.resolve("none"))).start().close();
  }

  @Test
  void namesAFileThatIsNoBundle() throws Exception {
    Path jar = Files.writeString(bundles.resolve("broken.jar"), "not a zip");
    assertThatExceptionOfType(StartException.class)
        .isThrownBy(() -> options().start())
        .withMessageStartingWith(jar + " is not a readable bundle: ");
  }

  @Test
  void installsFragmentsWithoutStartingThem() throws Exception {
    Path fragment =
        SampleBundle.named("sample.fragment")
            .header("Fragment-Host", "sample.readiness")
            .in(folder);
    SampleBundle.readiness().in(bundles);
    try (RunningOriel embedded = options().bundle(fragment).start()) {
      assertThat(context(embedded).getBundles())
          .anyMatch(bundle -> "sample.fragment".equals(bundle.getSymbolicName()));
    }
  }

  private static BundleContext context(RunningOriel oriel) {
    return oriel.service(BundleContext.class).orElseThrow();
  }

  private OrielBuilder options() throws Exception {
    return Oriel.builder().bundles(bundles).settings(Settings.EMPTY).work(folder.resolve("work"));
  }
}
