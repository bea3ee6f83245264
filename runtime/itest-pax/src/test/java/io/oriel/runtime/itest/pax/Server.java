package io.oriel.runtime.itest.pax;

import static org.awaitility.Awaitility.await;

import io.oriel.api.embed.Oriel;
import io.oriel.api.stream.StreamControl;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.wiring.FrameworkWiring;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

/** The server, as a bundle beside its bundles has it in hand. */
final class Server {
  /** Only there so as not to wait for ever. */
  static final Duration LIMIT = Duration.ofSeconds(60);

  private final BundleContext context;

  Server(BundleContext context) {
    this.context = context;
  }

  /** Starts with one small stream of the empty stage, at this rate. */
  StreamControl show(int framesPerSecond) throws IOException {
    stream("main", Map.of("width", 320, "height", 180, "fps", framesPerSecond));
    return awaitStream("main", stream -> stream.info().framesPerSecond() == framesPerSecond);
  }

  /** Configures a stream. */
  void stream(String name, Map<String, Object> values) throws IOException {
    Hashtable<String, Object> all = new Hashtable<>(values);
    all.put("oriel.stream", name);
    streamConfiguration(name).updateIfDifferent(all);
  }

  Configuration streamConfiguration(String name) throws IOException {
    return service(ConfigurationAdmin.class)
        .orElseThrow()
        .getFactoryConfiguration("io.oriel.engine.stream", name, "?");
  }

  /** Configures a component. */
  void configure(String pid, Map<String, Object> values) throws IOException {
    service(ConfigurationAdmin.class)
        .orElseThrow()
        .getConfiguration(pid, "?")
        .updateIfDifferent(new Hashtable<>(values));
  }

  /** Waits until the stream is ready and as it should be. */
  StreamControl awaitStream(String name, Predicate<StreamControl> condition) {
    return await("stream " + name)
        .atMost(LIMIT)
        .until(
            () -> stream(name).filter(one -> one.status().ready()).filter(condition),
            Optional::isPresent)
        .orElseThrow();
  }

  Optional<StreamControl> stream(String name) {
    return service(Oriel.class).flatMap(oriel -> oriel.stream(name));
  }

  /** Waits until a listener is open and tells where. */
  String awaitUrl(String listener) {
    return await("listener " + listener)
        .atMost(LIMIT)
        .until(() -> url(listener), Optional::isPresent)
        .orElseThrow();
  }

  /** Where a listener of HTTP is, while it is open. */
  Optional<String> url(String listener) throws InvalidSyntaxException {
    ServiceReference<?>[] open =
        context.getAllServiceReferences(
            "io.oriel.http.HttpListener", "(oriel.http.listener=" + listener + ")");
    return Optional.ofNullable(open).map(one -> one[0].getProperty("oriel.http.url").toString());
  }

  <T> Optional<T> service(Class<T> type) {
    return Optional.ofNullable(context.getServiceReference(type)).map(context::getService);
  }

  Bundle bundle(String symbolicName) {
    return bundles().stream()
        .filter(bundle -> symbolicName.equals(bundle.getSymbolicName()))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no bundle " + symbolicName));
  }

  List<Bundle> bundles() {
    return List.of(context.getBundles());
  }

  /** Installs the jar that an option of the test has named. */
  Bundle install(String property) throws BundleException {
    return context.installBundle(System.getProperty(property));
  }

  /** Removes bundles and lets their classes go. */
  void uninstall(Bundle... bundles) throws BundleException, InterruptedException {
    Collection<Bundle> gone = new ArrayList<>();
    for (Bundle bundle : bundles) {
      bundle.uninstall();
      gone.add(bundle);
    }
    CountDownLatch refreshed = new CountDownLatch(1);
    context
        .getBundle(0)
        .adapt(FrameworkWiring.class)
        .refreshBundles(
            gone,
            event -> {
              if (event.getType() == FrameworkEvent.PACKAGES_REFRESHED) {
                refreshed.countDown();
              }
            });
    if (!refreshed.await(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
      throw new IllegalStateException("the refresh of " + gone + " does not end");
    }
  }
}
