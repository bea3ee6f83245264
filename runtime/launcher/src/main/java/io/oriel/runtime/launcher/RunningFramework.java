package io.oriel.runtime.launcher;

import io.oriel.api.swap.Offers;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.wiring.FrameworkWiring;
import org.osgi.service.cm.ConfigurationAdmin;

/**
 * A framework whose bundles start and stop in order. One thread starts it; everything else may be
 * called by any.
 */
final class RunningFramework implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(RunningFramework.class.getName());
  private static final String CONFIGURATION_ADMIN = "org.apache.felix.configadmin";
  private static final String TRANSPORT_SERVICE = "io.oriel.api.transport.Transport";
  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(30);

  private final Framework framework;
  private final BundleContext context;
  private final WorkFolder work;
  private final HostPackages host;
  private final Optional<TemporaryFolder> temporary;
  private final Thread stop;

  /**
   * @param prepared an initialised framework, which is closed with this one
   * @param temporary a folder that goes when the framework has stopped
   */
  RunningFramework(FrameworkPreparation.Prepared prepared, Optional<TemporaryFolder> temporary) {
    this.framework = prepared.framework();
    this.context = framework.getBundleContext();
    this.work = prepared.work();
    this.host = prepared.host();
    this.temporary = temporary;
    this.stop = Thread.ofPlatform().daemon().name("oriel-stop").unstarted(this::stopInOrder);
  }

  BundleContext context() {
    return context;
  }

  boolean isRunning() {
    return framework.getState() == Bundle.ACTIVE;
  }

  /** Returns when the framework has stopped, for whatever reason, or the thread is interrupted. */
  void awaitStop() {
    try {
      framework.waitForStop(0);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The best service of a type, as {@link Offers} has it: the framework would name the oldest. */
  <S> Optional<S> service(Class<S> type) {
    Offers<ServiceReference<S>> found = new Offers<>();
    references(type).forEach(one -> found.add(one, FrameworkUtil.asMap(one.getProperties())));
    return found.all().stream()
        .map(offer -> context.getService(offer.service()))
        .filter(Objects::nonNull)
        .findFirst();
  }

  <S> List<S> services(Class<S> type) {
    return references(type).stream().map(context::getService).filter(Objects::nonNull).toList();
  }

  private <S> Collection<ServiceReference<S>> references(Class<S> type) {
    try {
      return context.getServiceReferences(type, null);
    } catch (InvalidSyntaxException e) {
      throw new IllegalStateException("no filter, no syntax", e);
    }
  }

  /** What holds the configuration. */
  ConfigurationWriter configurationWriter() {
    return service(ConfigurationAdmin.class)
        .map(ConfigurationWriter::new)
        .orElseThrow(() -> new IllegalStateException("no bundle " + CONFIGURATION_ADMIN));
  }

  /**
   * Starts what can be started; an interrupt ends it early.
   *
   * @param configuration checked properties by PID
   * @param onConfigured run once that is held, before the bundles start that it is for
   * @param failures is told of every bundle that cannot be resolved or started
   * @throws StartException when there is not even a framework, or nothing to hold the
   *     configuration; everything was stopped again
   */
  void start(
      List<BundleJar> jars,
      Map<String, Map<String, Object>> configuration,
      Runnable onConfigured,
      Consumer<BundleException> failures)
      throws StartException {
    try {
      startInOrder(jars, configuration, onConfigured, failures);
    } catch (BundleException | IOException e) {
      close();
      throw new StartException(e.getMessage(), e);
    } catch (StartException | RuntimeException e) {
      close();
      throw e;
    }
  }

  /** Stops everything, and waits longer than a framework that is well ever takes. */
  @Override
  public void close() {
    stop(CLOSE_LIMIT);
  }

  /**
   * Stops the transports, so that viewers are told, then everything else, and frees the work
   * folder. What takes longer than the limit goes on; stopping twice is harmless.
   */
  void stop(Duration limit) {
    synchronized (stop) {
      if (stop.getState() == Thread.State.NEW) {
        stop.start();
      }
    }
    // Also for a thread that was interrupted before: what it closes shall be closed.
    boolean interrupted = Thread.interrupted();
    try {
      if (!stop.join(limit)) {
        LOG.log(System.Logger.Level.WARNING, "the framework did not stop within {0}", limit);
      }
    } catch (InterruptedException e) {
      interrupted = true;
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void startInOrder(
      List<BundleJar> jars,
      Map<String, Map<String, Object>> configuration,
      Runnable onConfigured,
      Consumer<BundleException> failures)
      throws BundleException, IOException, StartException {
    refuseInterrupted();
    FrameworkLog.install(context);
    FelixClassLocks.watch(framework);
    List<Bundle> bundles = install(jars, failures);
    framework.start();
    framework.adapt(FrameworkWiring.class).resolveBundles(bundles);
    Map<Boolean, List<Bundle>> byTurn =
        bundles.stream()
            .collect(
                Collectors.partitioningBy(
                    bundle -> CONFIGURATION_ADMIN.equals(bundle.getSymbolicName())));
    startAll(byTurn.get(true), failures);
    if (service(ConfigurationAdmin.class).isPresent()) {
      configurationWriter().write(configuration);
    } else if (!configuration.isEmpty()) {
      failures.accept(
          new BundleException(
              "there are settings but no bundle " + CONFIGURATION_ADMIN + " to hold them"));
    }
    onConfigured.run();
    startAll(byTurn.get(false), failures);
    FailureWatch.begin(
        context,
        failure -> LOG.log(System.Logger.Level.WARNING, "a component cannot start: {0}", failure));
  }

  private List<Bundle> install(List<BundleJar> jars, Consumer<BundleException> failures) {
    List<Bundle> startable = new ArrayList<>();
    for (BundleJar jar : jars) {
      if (host.standFor(jar)) {
        continue;
      }
      try {
        Bundle bundle = context.installBundle(jar.file().toUri().toString());
        if (!jar.fragment()) {
          startable.add(bundle);
        }
      } catch (BundleException e) {
        failures.accept(e);
      }
    }
    return startable;
  }

  private static void startAll(List<Bundle> bundles, Consumer<BundleException> failures)
      throws StartException {
    for (Bundle bundle : bundles) {
      refuseInterrupted();
      try {
        bundle.start(Bundle.START_ACTIVATION_POLICY);
      } catch (BundleException e) {
        failures.accept(e);
      }
    }
  }

  private static void refuseInterrupted() throws StartException {
    if (Thread.currentThread().isInterrupted()) {
      throw new StartException("interrupted");
    }
  }

  private void stopInOrder() {
    try {
      if (isRunning()) {
        stopTransports();
      }
      framework.stop();
      framework.waitForStop(0);
    } catch (BundleException e) {
      LOG.log(System.Logger.Level.WARNING, "the framework did not stop cleanly", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      free();
    }
  }

  private void free() {
    try {
      work.close();
    } catch (IOException e) {
      LOG.log(System.Logger.Level.WARNING, "the work folder cannot be freed", e);
    } finally {
      temporary.ifPresent(TemporaryFolder::close);
    }
  }

  /** One that fails, or that somebody uninstalls meanwhile, keeps nothing else from stopping. */
  private void stopTransports() {
    for (Bundle bundle : transports()) {
      try {
        bundle.stop(Bundle.STOP_TRANSIENT);
      } catch (BundleException | IllegalStateException e) {
        LOG.log(System.Logger.Level.WARNING, bundle + " did not stop cleanly", e);
      }
    }
  }

  private List<Bundle> transports() {
    try {
      ServiceReference<?>[] found = context.getAllServiceReferences(TRANSPORT_SERVICE, null);
      return Stream.ofNullable(found)
          .flatMap(Stream::of)
          .map(ServiceReference::getBundle)
          .filter(Objects::nonNull)
          .filter(bundle -> bundle.getBundleId() != Constants.SYSTEM_BUNDLE_ID)
          .toList();
    } catch (InvalidSyntaxException e) {
      throw new IllegalStateException("no filter, no syntax", e);
    } catch (IllegalStateException stoppedMeanwhile) {
      return List.of();
    }
  }
}
