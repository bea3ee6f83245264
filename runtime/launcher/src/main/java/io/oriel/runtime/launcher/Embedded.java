package io.oriel.runtime.launcher;

import io.oriel.api.error.ErrorCode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.SynchronousBundleListener;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.wiring.FrameworkWiring;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.component.ComponentConstants;
import org.osgi.service.log.LogService;
import org.osgi.util.function.Function;
import org.osgi.util.promise.Promise;

/**
 * A running OSGi framework with Oriel's bundles in it, inside the host's process.
 *
 * <p>{@link #start} returns when every bundle has started with its configuration; pictures follow
 * some time later and {@code ReadinessContributor} services tell. Methods may be called by any
 * thread. {@link #close} stops everything in order; nothing of the framework is usable afterwards.
 *
 * <p>The host must have {@code io.oriel.api} on its class path and gets services in those types.
 * The JVM needs {@code --enable-native-access=ALL-UNNAMED}, and {@code --add-modules
 * jdk.incubator.vector} for full speed.
 */
public final class Embedded implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(Embedded.class.getName());
  private static final String CONFIGURATION_ADMIN = "org.apache.felix.configadmin";
  private static final String TRANSPORT_SERVICE = "io.oriel.api.transport.Transport";
  private static final ServiceReference<?>[] NONE = {};
  private static final Duration STOP_LIMIT = Duration.ofSeconds(5);
  private static final List<Class<?>> ALWAYS_SHARED =
      List.of(
          ErrorCode.class,
          ConfigurationAdmin.class,
          ComponentConstants.class,
          LogService.class,
          Promise.class,
          Function.class);

  private final Framework framework;
  private final BundleContext context;
  private final WorkFolder work;
  private final KnownSettings settings;
  private ConfigurationSource source = groups -> Configuration.empty();

  private Embedded(FrameworkPreparation.Prepared prepared, Plan plan) {
    this.framework = prepared.framework();
    this.context = framework.getBundleContext();
    this.work = prepared.work();
    this.settings = new KnownSettings(plan.settings());
  }

  /**
   * Checks the configuration, then starts a framework, writes the configuration and starts the
   * bundles.
   *
   * @throws ConfigurationException when the configuration is wrong; no bundle was started
   * @throws StartException when a bundle cannot be read, resolved or started; everything was
   *     stopped again
   */
  public static Embedded start(EmbeddingOptions options)
      throws ConfigurationException, StartException {
    List<Class<?>> shared =
        Stream.concat(ALWAYS_SHARED.stream(), options.shared().stream()).toList();
    FrameworkPreparation framework = FrameworkPreparation.begin(options.workDirectory(), shared);
    Plan plan;
    try {
      plan = Plan.of(options);
    } catch (ConfigurationException | StartException | RuntimeException e) {
      new Embedded(framework.await(), Plan.NONE).close();
      throw e;
    }
    Embedded embedded = run(framework.await(), plan);
    embedded.configureNewcomers(options.configuration());
    return embedded;
  }

  /**
   * Starts what can be started.
   *
   * @param configuration checked properties by PID
   * @param failures is told of every bundle that cannot be resolved or started
   * @throws StartException when there is not even a framework, or nothing to hold the configuration
   */
  static Embedded startLeniently(
      Path workDirectory,
      List<BundleJar> jars,
      Map<String, Map<String, Object>> configuration,
      Consumer<BundleException> failures)
      throws StartException {
    FrameworkPreparation framework = FrameworkPreparation.begin(workDirectory, ALWAYS_SHARED);
    return run(framework.await(), new Plan(jars, configuration), failures);
  }

  /** The framework's own context, to look things up and to install more. */
  public BundleContext bundleContext() {
    return context;
  }

  /** The best service of a type that the host and the bundles share, if there is one now. */
  public <S> Optional<S> service(Class<S> type) {
    return Optional.ofNullable(context.getServiceReference(type)).map(context::getService);
  }

  /**
   * The components that cannot be activated, by their present state. Those that fail later than
   * {@link #start} are logged too.
   */
  public List<ComponentFailure> failures() {
    return new Components(bundleContext()).failures();
  }

  /**
   * Replaces the whole configuration while everything runs. It is checked as at the start, against
   * the bundles that are there; if anything is wrong nothing is changed. Components whose settings
   * are the same notice nothing; what the others do about it is told by their READMEs.
   *
   * @return the components whose settings have changed, by PID
   * @throws ConfigurationException when anything is wrong, with all of it
   * @throws IllegalStateException when the framework has stopped
   */
  public List<String> reconfigure(Configuration configuration) throws ConfigurationException {
    return reconfigure(settings -> configuration);
  }

  synchronized List<String> reconfigure(ConfigurationSource newSource)
      throws ConfigurationException {
    Map<String, Map<String, Object>> checked = checked(newSource);
    source = newSource;
    try {
      return configurationWriter().write(checked);
    } catch (IOException e) {
      throw new IllegalStateException(CONFIGURATION_ADMIN + " does not take it: " + e, e);
    }
  }

  /** Whether the framework runs, and not stops or has stopped. */
  public boolean isRunning() {
    return framework.getState() == Bundle.ACTIVE;
  }

  /** Returns when the framework has stopped, for whatever reason, or the thread is interrupted. */
  public void awaitStop() {
    try {
      framework.waitForStop(0);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Stops the transports, so that viewers are told, then everything else, and frees the work
   * folder. Returns within about five seconds; closing twice is harmless.
   */
  @Override
  public void close() {
    Thread stopping = Thread.ofPlatform().daemon().name("oriel-stop").start(this::stopInOrder);
    try {
      if (!stopping.join(STOP_LIMIT)) {
        LOG.log(System.Logger.Level.WARNING, "the framework did not stop within {0}", STOP_LIMIT);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Map<String, Map<String, Object>> checked(ConfigurationSource written)
      throws ConfigurationException {
    List<SettingGroup> groups = settings.all();
    return new ConfigurationCheck(groups).of(written.read(groups)).orRefuse();
  }

  private ConfigurationWriter configurationWriter() {
    return service(ConfigurationAdmin.class)
        .map(ConfigurationWriter::new)
        .orElseThrow(() -> new IllegalStateException("no bundle " + CONFIGURATION_ADMIN));
  }

  /** Bundles that are installed from now on get their configuration as the others did. */
  private synchronized void configureNewcomers(ConfigurationSource present) {
    source = present;
    context.addBundleListener((SynchronousBundleListener) this::bundleChanged);
  }

  private synchronized void bundleChanged(BundleEvent event) {
    Bundle bundle = event.getBundle();
    try {
      if (event.getType() == BundleEvent.UNINSTALLED) {
        settings.remove(bundle);
      } else if (event.getType() == BundleEvent.STARTING && settings.add(bundle)) {
        configurationWriter().writeMissing(checked(source));
      }
    } catch (ConfigurationException | IOException | IllegalStateException e) {
      LOG.log(
          System.Logger.Level.WARNING,
          "{0} is not configured: {1}",
          bundle.getSymbolicName(),
          e.getMessage());
    }
  }

  private static Embedded run(FrameworkPreparation.Prepared prepared, Plan plan)
      throws StartException {
    List<BundleException> failures = new ArrayList<>();
    Embedded embedded = run(prepared, plan, failures::add);
    if (!failures.isEmpty()) {
      embedded.close();
      String message =
          failures.stream().map(BundleException::getMessage).collect(Collectors.joining("\n"));
      throw new StartException(message, failures.getFirst());
    }
    return embedded;
  }

  private static Embedded run(
      FrameworkPreparation.Prepared prepared, Plan plan, Consumer<BundleException> failures)
      throws StartException {
    Embedded embedded = new Embedded(prepared, plan);
    try {
      embedded.run(
          plan.jars().stream().filter(jar -> !prepared.host().standFor(jar)).toList(),
          plan.configuration(),
          failures);
      return embedded;
    } catch (BundleException | IOException e) {
      embedded.close();
      throw new StartException(e.getMessage(), e);
    } catch (RuntimeException e) {
      embedded.close();
      throw e;
    }
  }

  private void run(
      List<BundleJar> jars,
      Map<String, Map<String, Object>> configuration,
      Consumer<BundleException> failures)
      throws BundleException, IOException {
    FrameworkLog.install(context);
    List<Bundle> bundles = install(jars, failures);
    framework.start();
    framework.adapt(FrameworkWiring.class).resolveBundles(bundles);
    Map<Boolean, List<Bundle>> byTurn =
        bundles.stream().collect(Collectors.partitioningBy(Embedded::isConfigurationAdmin));
    startAll(byTurn.get(true), failures);
    Optional<ConfigurationAdmin> admin = service(ConfigurationAdmin.class);
    if (admin.isPresent()) {
      new ConfigurationWriter(admin.get()).write(configuration);
    } else if (!configuration.isEmpty()) {
      failures.accept(
          new BundleException(
              "there are settings but no bundle " + CONFIGURATION_ADMIN + " to hold them"));
    }
    startAll(byTurn.get(false), failures);
    FailureWatch.begin(
        context,
        failure -> LOG.log(System.Logger.Level.WARNING, "a component cannot start: {0}", failure));
  }

  private List<Bundle> install(List<BundleJar> jars, Consumer<BundleException> failures) {
    List<Bundle> startable = new ArrayList<>();
    for (BundleJar jar : jars) {
      try {
        Bundle bundle = bundleContext().installBundle(jar.file().toUri().toString());
        if (!jar.fragment()) {
          startable.add(bundle);
        }
      } catch (BundleException e) {
        failures.accept(e);
      }
    }
    return startable;
  }

  private static void startAll(List<Bundle> bundles, Consumer<BundleException> failures) {
    for (Bundle bundle : bundles) {
      try {
        bundle.start(Bundle.START_ACTIVATION_POLICY);
      } catch (BundleException e) {
        failures.accept(e);
      }
    }
  }

  private static boolean isConfigurationAdmin(Bundle bundle) {
    return CONFIGURATION_ADMIN.equals(bundle.getSymbolicName());
  }

  private void stopInOrder() {
    try {
      if (isRunning()) {
        stopTransports();
      }
      framework.stop();
      framework.waitForStop(0);
      work.close();
    } catch (BundleException | IOException e) {
      LOG.log(System.Logger.Level.WARNING, "the framework did not stop cleanly", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void stopTransports() throws BundleException {
    ServiceReference<?>[] transports;
    try {
      transports = context.getAllServiceReferences(TRANSPORT_SERVICE, null);
    } catch (InvalidSyntaxException e) {
      throw new IllegalStateException("no filter, no syntax", e);
    }
    for (ServiceReference<?> transport : transports == null ? NONE : transports) {
      Bundle bundle = transport.getBundle();
      if (bundle != null && bundle.getBundleId() != Constants.SYSTEM_BUNDLE_ID) {
        bundle.stop(Bundle.STOP_TRANSIENT);
      }
    }
  }

  /**
   * What is to run.
   *
   * @param jars the bundles in the order of their start
   * @param configuration the checked properties by PID
   */
  private record Plan(List<BundleJar> jars, Map<String, Map<String, Object>> configuration) {
    static final Plan NONE = new Plan(List.of(), Map.of());

    /** What the bundles can be configured with. */
    List<SettingGroup> settings() {
      return Setup.settings(jars);
    }

    static Plan of(EmbeddingOptions options) throws ConfigurationException, StartException {
      List<BundleJar> jars = jars(options);
      List<SettingGroup> settings = Setup.settings(jars);
      return new Plan(
          jars,
          new ConfigurationCheck(settings).of(options.configuration().read(settings)).orRefuse());
    }

    private static List<BundleJar> jars(EmbeddingOptions options) throws StartException {
      List<BundleJar> jars = new ArrayList<>();
      try {
        if (options.bundleDirectory().isPresent()) {
          jars.addAll(BundleJar.readAll(BundleJar.files(options.bundleDirectory().get())));
        }
        jars.addAll(BundleJar.readAll(options.bundles()));
      } catch (IOException e) {
        throw new StartException(e.getMessage(), e);
      }
      jars.sort(Comparator.comparing(BundleJar::early).reversed());
      return jars;
    }
  }
}
