package io.oriel.deploy;

import io.oriel.api.deploy.DeployedBundle;
import io.oriel.api.deploy.Deployer;
import io.oriel.api.error.OrielException;
import io.oriel.api.metrics.CounterReading;
import io.oriel.api.metrics.CounterSet;
import io.oriel.api.metrics.MetricSource;
import io.oriel.api.swap.ServiceUser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.framework.hooks.bundle.CollisionHook;
import org.osgi.framework.hooks.service.EventListenerHook;
import org.osgi.framework.hooks.service.FindHook;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.metatype.annotations.Designate;

/** Deployment as a service: its configuration, its thread, and whom it asks. */
@Component(
    service = {Deployer.class, DeployService.class, MetricSource.class},
    immediate = true,
    configurationPid = DeployConfig.PID,
    property = MetricSource.BUNDLE + "=deploy")
@Designate(ocd = DeployConfig.class)
public final class DeployService implements Deployer, MetricSource {
  private static final System.Logger LOG = System.getLogger(DeployService.class.getName());

  /** For one bundle to start or to stop, which may include everything that it has open. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final List<ServiceUser> users = new CopyOnWriteArrayList<>();
  private final CounterSet<DeployCounter> counters =
      new CounterSet<>(DeployCounter.class, Map.of());
  private final Outcomes outcomes = new Outcomes();
  private final DeployThread thread = new DeployThread();
  private final Framework framework;
  private final Observation observation;
  private final Deployment deployment;
  private final Folder folder;
  private final StartUp startUp;
  private final Path scratch;
  private final List<ServiceRegistration<?>> hooks;
  private volatile DeploySettings settings;

  @Activate
  public DeployService(
      BundleContext context, @Reference ServiceComponentRuntime components, DeployConfig config)
      throws OrielException, IOException {
    settings = DeploySettings.of(config);
    framework = new Framework(context, PATIENCE);
    observation = new Observation(framework, components, users);
    scratch = emptied(context.getDataFile("jars").toPath());
    deployment =
        new Deployment(
            framework,
            new Installer(framework, observation, counters),
            outcomes,
            counters,
            scratch,
            () -> settings);
    folder = new Folder(deployment, Exposed.owners(scratch));
    startUp = new StartUp(framework, System.nanoTime());
    hooks =
        List.of(
            context.registerService(CollisionHook.class, new SideBySide(context.getBundle()), null),
            context.registerService(
                new String[] {FindHook.class.getName(), EventListenerHook.class.getName()},
                new OwnServices(),
                null));
    thread.execute(this::prepareToken);
    thread.execute(this::look);
  }

  @Modified
  void modified(DeployConfig config) throws OrielException {
    settings = DeploySettings.of(config);
    thread.execute(this::prepareToken);
    thread.execute(folder::reconsider);
  }

  /** Copies of jars are left there when the process is killed. */
  private static Path emptied(Path folder) throws IOException {
    try (Stream<Path> left = Files.list(Files.createDirectories(folder))) {
      for (Path file : left.toList()) {
        Files.delete(file);
      }
    }
    return folder;
  }

  @Deactivate
  void deactivate() {
    thread.close();
    hooks.forEach(ServiceRegistration::unregister);
  }

  @Reference(
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  void bindUser(ServiceUser user) {
    users.add(user);
  }

  void unbindUser(ServiceUser user) {
    users.remove(user);
  }

  @Override
  public DeployedBundle install(Path jar) throws OrielException {
    return thread.call(() -> deployment.installBrought(jar));
  }

  /** Installs a jar that was sent, also when whoever sent it does not wait for it any more. */
  DeployedBundle install(byte[] jar) throws OrielException {
    return thread.call(() -> {
      Path file = Files.createTempFile(scratch, "posted", ".jar");
      try {
        return deployment.installBrought(Files.write(file, jar));
      } finally {
        Files.delete(file);
      }
    });
  }

  @Override
  public void remove(long bundleId) throws OrielException {
    thread.call(() -> {
      Set<Path> standingBack = folder.standingBack();
      deployment.remove(framework.bundle(bundleId));
      folder.comeForward(standingBack);
      return bundleId;
    });
  }

  @Override
  public List<CounterReading> counters() {
    return counters.readings();
  }

  /** Starts a bundle that is installed. */
  void start(long bundleId) throws OrielException {
    thread.call(() -> {
      deployment.start(framework.bundle(bundleId));
      return bundleId;
    });
  }

  /** Stops a bundle that no other one is wired to. */
  void stop(long bundleId) throws OrielException {
    thread.call(() -> {
      deployment.stop(framework.bundle(bundleId));
      return bundleId;
    });
  }

  Framework framework() {
    return framework;
  }

  Observation observation() {
    return observation;
  }

  List<Outcome> outcomes() {
    return outcomes.all();
  }

  /** The token that is asked for; empty when nobody may change anything. */
  Optional<String> token() {
    return settings.tokenFile().flatMap(file -> new AdminToken(file).read());
  }

  void countRefusal() {
    counters.increment(DeployCounter.ADMIN_REFUSED);
  }

  private void prepareToken() {
    settings
        .tokenFile()
        .ifPresent(file -> {
          try {
            new AdminToken(file).createIfMissing();
            if (Exposed.isReadable(file)) {
              LOG.log(
                  System.Logger.Level.WARNING,
                  "everybody on this machine may read the token in {0}, and so put code into the"
                      + " server: chmod 600",
                  file);
            }
          } catch (IOException | UnsupportedOperationException e) {
            LOG.log(
                System.Logger.Level.WARNING, "the token cannot be written to {0}: {1}", file, e);
          }
        });
  }

  private void look() {
    try {
      if (startUp.isOver(System.nanoTime())) {
        folder.look(settings.folder(), settings.settle(), System.nanoTime());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (Throwable e) {
      // The framework stops meanwhile, or a defect.
      LOG.log(System.Logger.Level.WARNING, "a look into the folder of bundles failed", e);
    } finally {
      // Or nobody would ever look again, and nothing would tell.
      thread.later(this::look, settings.poll());
    }
  }
}
