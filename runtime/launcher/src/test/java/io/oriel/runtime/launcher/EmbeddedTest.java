package io.oriel.runtime.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.core.read.ListAppender;
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
import org.osgi.framework.ServiceListener;
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
    try (Embedded embedded = Embedded.start(options().build())) {
      assertThat(embedded.bundleContext().getBundle().getSymbolicName())
          .isEqualTo(System.getProperty("oriel.framework", "org.apache.felix.framework"));
    }
  }

  @Test
  void logsWhatFailsInTheFramework() throws Exception {
    ListAppender<ILoggingEvent> log = new ListAppender<>();
    log.start();
    Logger root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
    root.addAppender(log);
    try (Embedded embedded = Embedded.start(options().build())) {
      BundleContext context = embedded.bundleContext();
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
      try (Embedded embedded = Embedded.start(options().build())) {
        assertThat(embedded.isRunning()).isTrue();
        assertThat(embedded.service(ReadinessContributor.class)).isPresent();
      }
    }
  }

  @Test
  void runsTwiceAtOnceInOneWorkDirectory() throws Exception {
    SampleBundle.readiness().in(bundles);
    try (Embedded one = Embedded.start(options().build());
        Embedded other = Embedded.start(options().build())) {
      assertThat(one.service(ReadinessContributor.class)).isPresent();
      assertThat(other.service(ReadinessContributor.class)).isPresent();
    }
  }

  @Test
  void handsTheConfigurationToTheComponents() throws Exception {
    SampleBundle.readiness().in(bundles);
    Configuration values =
        Configuration.of(
            "test", Map.of("sample.readiness", Map.of("problem", "RENDERER_UNAVAILABLE")));
    try (Embedded embedded = Embedded.start(options().configuration(values).build())) {
      assertThat(embedded.service(ReadinessContributor.class).orElseThrow().readiness().ready())
          .isFalse();
    }
  }

  @Test
  void configuresABundleThatComesLaterAndOneAfterIt() throws Exception {
    try (Embedded embedded = Embedded.start(options().build())) {
      Path jar = SampleBundle.readiness().in(folder);
      Bundle bundle = embedded.bundleContext().installBundle(jar.toUri().toString());
      bundle.start();
      await().until(() -> embedded.service(ReadinessContributor.class).isPresent());
      embedded.reconfigure(problem("RENDERER_UNAVAILABLE"));
      await().until(() -> !ready(embedded));
      bundle.uninstall();
      embedded.bundleContext().installBundle(jar.toUri().toString()).start();
      await().until(() -> embedded.service(ReadinessContributor.class).isPresent());
      assertThat(ready(embedded)).as("its configuration is the one before").isFalse();
    }
  }

  @Test
  void removesConfigurationsThatAreNotAskedFor() throws Exception {
    try (Embedded embedded = Embedded.start(options().build())) {
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
    try (Embedded embedded = Embedded.start(options().build())) {
      assertThat(ready(embedded)).isTrue();
      assertThat(embedded.reconfigure(problem("RENDERER_UNAVAILABLE")))
          .containsExactly("sample.readiness");
      await().until(() -> !ready(embedded));
      assertThat(embedded.reconfigure(problem("RENDERER_UNAVAILABLE"))).isEmpty();
      Configuration wrong =
          Configuration.of("test", Map.of("sample.readiness", Map.of("probelm", "")));
      assertThatExceptionOfType(ConfigurationException.class)
          .isThrownBy(() -> embedded.reconfigure(wrong))
          .withMessageContaining("problem");
      assertThat(ready(embedded)).isFalse();
      embedded.reconfigure(Configuration.empty());
      await().until(() -> ready(embedded));
    }
  }

  private static boolean ready(Embedded embedded) {
    return embedded
        .service(ReadinessContributor.class)
        .filter(contributor -> contributor.readiness().ready())
        .isPresent();
  }

  private static Configuration problem(String code) {
    return Configuration.of("test", Map.of("sample.readiness", Map.of("problem", code)));
  }

  @Test
  void refusesAWrongConfiguration() throws Exception {
    SampleBundle.listener().in(bundles);
    Configuration wrong =
        Configuration.of("test", Map.of("io.oriel.http.public", Map.of("port", -1)));
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> Embedded.start(options().configuration(wrong).build()));
  }

  @Test
  void namesTheComponentThatCannotStartInOneLine() throws Exception {
    SampleBundle.listener().in(bundles);
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int port = taken.getLocalPort();
      Configuration values =
          Configuration.of("test", Map.of("io.oriel.http.public", Map.of("port", port)));
      try (Embedded embedded = Embedded.start(options().configuration(values).build())) {
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
        Embedded embedded = Embedded.start(options().build())) {
      FailureWatch.begin(embedded.bundleContext(), told::add);
      ConfigurationAdmin admin = embedded.service(ConfigurationAdmin.class).orElseThrow();
      Dictionary<String, Object> port = new Hashtable<>(Map.of("port", taken.getLocalPort()));
      admin.getConfiguration("io.oriel.http.public", "?").update(port);

      Path late = SampleBundle.listener().in(folder);
      embedded.bundleContext().installBundle(late.toUri().toString()).start();

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
    Configuration values =
        Configuration.of("test", Map.of("io.oriel.http.public", Map.of("port", port)));
    Embedded embedded = Embedded.start(options().configuration(values).build());
    assertThat(embedded.failures()).isEmpty();
    embedded.close();
    new ServerSocket(port, 1, InetAddress.getLoopbackAddress()).close();
  }

  @Test
  void namesTheBundleThatDoesNotResolve() throws Exception {
    SampleBundle.named("sample.broken").header("Import-Package", "no.such.thing").in(bundles);
    assertThatExceptionOfType(StartException.class)
        .isThrownBy(() -> Embedded.start(options().build()))
        .withMessageContaining("sample.broken")
        .withMessageContaining("no.such.thing");
    Embedded.start(options().bundleDirectory(Files.createDirectory(folder.resolve("none"))).build())
        .close();
  }

  @Test
  void namesAFileThatIsNoBundle() throws Exception {
    Path jar = Files.writeString(bundles.resolve("broken.jar"), "not a zip");
    assertThatExceptionOfType(StartException.class)
        .isThrownBy(() -> Embedded.start(options().build()))
        .withMessageStartingWith(jar + " is not a readable bundle: ");
  }

  @Test
  void installsFragmentsWithoutStartingThem() throws Exception {
    Path fragment =
        SampleBundle.named("sample.fragment")
            .header("Fragment-Host", "sample.readiness")
            .in(folder);
    SampleBundle.readiness().in(bundles);
    try (Embedded embedded = Embedded.start(options().bundle(fragment).build())) {
      assertThat(embedded.bundleContext().getBundles())
          .anyMatch(bundle -> "sample.fragment".equals(bundle.getSymbolicName()));
    }
  }

  private EmbeddingOptions.Builder options() {
    return EmbeddingOptions.builder()
        .bundleDirectory(bundles)
        .workDirectory(folder.resolve("work"));
  }
}
