package io.oriel.runtime.itest;

import static org.awaitility.Awaitility.await;

import io.oriel.api.embed.Oriel;
import io.oriel.api.embed.PushedStream;
import io.oriel.api.embed.RunningOriel;
import io.oriel.api.embed.Settings;
import io.oriel.api.embed.StreamSettings;
import io.oriel.api.metrics.CounterReading;
import io.oriel.api.metrics.MetricSource;
import io.oriel.api.render.RendererProvider;
import io.oriel.api.stream.StreamControl;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.wiring.FrameworkWiring;

/** The distribution's bundles in a framework of this process, as a host embeds them. */
final class EmbeddedServer implements AutoCloseable {
  private static final long ANSWER_SECONDS = 60;

  private final RunningOriel oriel;
  private final Ports ports;

  private EmbeddedServer(RunningOriel oriel, Ports ports) {
    this.oriel = oriel;
    this.ports = ports;
  }

  /** Starts it with these streams, by name, each with its settings. */
  static EmbeddedServer start(Path folder, Map<String, Map<String, Object>> streams)
      throws Exception {
    return start(folder, streams, Map.of());
  }

  /** The same with more configurations, by PID. */
  static EmbeddedServer start(
      Path folder, Map<String, Map<String, Object>> streams, Map<String, Map<String, Object>> more)
      throws Exception {
    if (System.getenv("ORIEL_PYTHON") == null) {
      throw new IllegalStateException(
          "ORIEL_PYTHON must name a Python that has usd-core; runtime/verify sets it up");
    }
    Ports ports = Ports.free();
    RunningOriel oriel =
        Oriel.builder()
            .bundles(Place.bundles())
            .settings(settings(streams, ports.configuration(more)))
            .work(folder.resolve("work"))
            .start();
    EmbeddedServer server = new EmbeddedServer(oriel, ports);
    Dictionary<String, Object> properties = new Hashtable<>(Map.of("oriel.renderer", "test"));
    server.context().registerService(RendererProvider.class, new TestRenderer(), properties);
    return server;
  }

  private static Settings settings(
      Map<String, Map<String, Object>> streams, Map<String, Map<String, Object>> components) {
    Settings settings = Settings.EMPTY;
    for (Map.Entry<String, Map<String, Object>> stream : streams.entrySet()) {
      settings = settings.stream(new StreamSettings(stream.getKey(), stream.getValue()));
    }
    for (Map.Entry<String, Map<String, Object>> component : components.entrySet()) {
      settings = settings.component(component.getKey(), component.getValue());
    }
    return settings;
  }

  BundleContext context() {
    return oriel.service(BundleContext.class).orElseThrow();
  }

  Ports ports() {
    return ports;
  }

  StreamControl stream(String name) {
    return oriel.stream(name).orElseThrow();
  }

  PushedStream pushed(String name) {
    return oriel.pushed(name).orElseThrow();
  }

  EmbeddedServer awaitReady(String... streams) {
    for (String name : streams) {
      await("stream " + name)
          .atMost(Duration.ofSeconds(60))
          .until(() -> oriel.stream(name).filter(stream -> stream.status().ready()).isPresent());
    }
    return this;
  }

  /** What an operation of a stream ends with. */
  static <T> T answer(CompletionStage<T> asked) throws Exception {
    return asked.toCompletableFuture().get(ANSWER_SECONDS, TimeUnit.SECONDS);
  }

  /** A counter of the engine, summed over all streams. */
  long counter(String name) throws Exception {
    long sum = 0;
    for (ServiceReference<MetricSource> reference :
        context().getServiceReferences(MetricSource.class, "(oriel.bundle=engine)")) {
      for (CounterReading reading : context().getService(reference).counters()) {
        if (reading.descriptor().name().equals(name)) {
          sum += reading.value();
        }
      }
    }
    return sum;
  }

  Bundle install(Path jar) throws Exception {
    Bundle bundle = context().installBundle(jar.toUri().toString());
    bundle.start();
    return bundle;
  }

  /** Removes a bundle and lets its classes go. */
  void uninstall(Bundle bundle) throws Exception {
    bundle.uninstall();
    refresh(bundle);
  }

  /** Updates a bundle in place, from where it was installed, and lets its former classes go. */
  void update(Bundle bundle) throws Exception {
    bundle.update();
    refresh(bundle);
  }

  private void refresh(Bundle bundle) throws Exception {
    CountDownLatch refreshed = new CountDownLatch(1);
    context()
        .getBundle(0)
        .adapt(FrameworkWiring.class)
        .refreshBundles(
            java.util.List.of(bundle),
            event -> {
              if (event.getType() == FrameworkEvent.PACKAGES_REFRESHED) {
                refreshed.countDown();
              }
            });
    if (!refreshed.await(20, TimeUnit.SECONDS)) {
      throw new IllegalStateException("refresh of " + bundle + " does not end");
    }
  }

  Bundle bundle(String symbolicName) {
    for (Bundle bundle : context().getBundles()) {
      if (symbolicName.equals(bundle.getSymbolicName())) {
        return bundle;
      }
    }
    throw new IllegalStateException("no bundle " + symbolicName);
  }

  @Override
  public void close() {
    oriel.close();
  }
}
