package io.oriel.deploy;

import io.oriel.api.deploy.DeployedBundle;
import io.oriel.api.deploy.Deployer;
import io.oriel.api.error.ErrorCode;
import io.oriel.api.error.OrielException;
import io.oriel.api.error.Problem;
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
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.ServiceRegistration;
import org.osgi.framework.hooks.bundle.CollisionHook;
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

/** All deployment, from wherever it is asked for, one thing after the other on one thread. */
@Component(
    service = {Deployer.class, DeployService.class, MetricSource.class},
    immediate = true,
    configurationPid = DeployConfig.PID,
    property = MetricSource.BUNDLE + "=deploy")
@Designate(ocd = DeployConfig.class)
public final class DeployService implements Deployer, MetricSource {
  private static final System.Logger LOG = System.getLogger(DeployService.class.getName());
  private static final Duration STOP_LIMIT = Duration.ofSeconds(2);

  private final List<ServiceUser> users = new CopyOnWriteArrayList<>();
  private final CounterSet<DeployCounter> counters =
      new CounterSet<>(DeployCounter.class, Map.of());
  private final Outcomes outcomes = new Outcomes();
  private final Framework framework;
  private final Observation observation;
  private final Installer installer;
  private final Folder folder = new Folder(new FolderActions());
  private final StartUp startUp;
  private final Path scratch;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("oriel-deploy").factory());
  private final ServiceRegistration<CollisionHook> hook;
  private volatile DeploySettings settings;

  @Activate
  public DeployService(
      BundleContext context, @Reference ServiceComponentRuntime components, DeployConfig config)
      throws OrielException, IOException {
    settings = DeploySettings.of(config);
    framework = new Framework(context);
    observation = new Observation(components, users);
    installer = new Installer(framework, observation, counters);
    startUp = new StartUp(framework, System.nanoTime());
    scratch = Files.createDirectories(context.getDataFile("jars").toPath());
    hook = context.registerService(CollisionHook.class, new SideBySide(context.getBundle()), null);
    thread.execute(this::prepareToken);
    thread.execute(this::look);
  }

  @Modified
  void modified(DeployConfig config) throws OrielException {
    settings = DeploySettings.of(config);
    thread.execute(this::prepareToken);
  }

  @Deactivate
  void deactivate() {
    thread.shutdownNow();
    try {
      if (!thread.awaitTermination(STOP_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.log(System.Logger.Level.WARNING, "a deployment in progress does not end");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    hook.unregister();
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
    return onThread(() -> {
      try {
        return install(jar, Optional.empty());
      } catch (OrielException e) {
        refused(jar.getFileName().toString(), e.problem());
        throw e;
      }
    });
  }

  @Override
  public void remove(long bundleId) throws OrielException {
    onThread(() -> {
      Bundle bundle = framework.bundle(bundleId);
      String name = Framework.name(bundle);
      Optional<Path> file = Origin.of(bundle).flatMap(Origin::file);
      installer.remove(bundle, settings.observe());
      outcomes.done(name, "removed");
      if (file.isPresent()) {
        // Or it would be back at the next start.
        Files.deleteIfExists(file.get());
      }
      return bundleId;
    });
  }

  @Override
  public List<CounterReading> counters() {
    return counters.readings();
  }

  /** Starts a bundle that is installed. */
  void start(long bundleId) throws OrielException {
    onThread(() -> {
      Bundle bundle = framework.bundle(bundleId);
      try {
        bundle.start(Bundle.START_ACTIVATION_POLICY);
      } catch (BundleException e) {
        throw new OrielException(
            ErrorCode.BUNDLE_UNHEALTHY, Framework.name(bundle) + ": " + Failure.reason(e), e);
      }
      outcomes.done(Framework.name(bundle), "started");
      return bundleId;
    });
  }

  /** Stops a bundle that no other one is wired to. */
  void stop(long bundleId) throws OrielException {
    onThread(() -> {
      Bundle bundle = framework.bundle(bundleId);
      framework.refuseNeeded(bundle);
      framework.stop(bundle);
      outcomes.done(Framework.name(bundle), "stopped");
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

  /** A folder of this bundle's own for files that are on their way. */
  Path scratch() {
    return scratch;
  }

  private DeployedBundle install(Path file, Optional<Path> inFolder)
      throws OrielException, InterruptedException {
    DeploySettings now = settings;
    try (Jar jar = Jar.read(file, scratch, now.maxJarBytes())) {
      new Trust(now.hashes(), now.signers()).check(jar);
      List<Bundle> sameFile = inFolder.map(framework::from).orElse(List.of());
      if (sameFile.stream().anyMatch(bundle -> isOf(jar, bundle))) {
        return deployed(sameFile.getFirst());
      }
      Bundle newcomer = installer.install(jar, inFolder, now.observe());
      outcomes.done(Framework.name(newcomer), "installed as bundle " + newcomer.getBundleId());
      for (Bundle other : sameFile) {
        if (other.getState() != Bundle.UNINSTALLED) {
          // The file held another bundle before.
          installer.remove(other, now.observe());
        }
      }
      return deployed(newcomer);
    }
  }

  private static boolean isOf(Jar jar, Bundle bundle) {
    return Origin.of(bundle).filter(origin -> origin.sha256().equals(jar.sha256())).isPresent();
  }

  private static DeployedBundle deployed(Bundle bundle) {
    return new DeployedBundle(
        bundle.getBundleId(), bundle.getSymbolicName(), bundle.getVersion().toString());
  }

  private void refused(String subject, Problem problem) {
    counters.increment(
        problem.code() == ErrorCode.BUNDLE_UNHEALTHY
            ? DeployCounter.UNHEALTHY
            : DeployCounter.REFUSED);
    outcomes.refused(subject, problem);
  }

  private void prepareToken() {
    settings
        .tokenFile()
        .ifPresent(file -> {
          try {
            new AdminToken(file).createIfMissing();
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
    } catch (RuntimeException e) {
      // The framework stops meanwhile, or a defect: the next look must come all the same.
      LOG.log(System.Logger.Level.WARNING, "a look into the folder of bundles failed", e);
    }
    try {
      thread.schedule(this::look, settings.poll().toMillis(), TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException stopped) {
      // This was the last one.
    }
  }

  private <T> T onThread(Callable<T> task) throws OrielException {
    try {
      Future<T> future = thread.submit(task);
      return future.get();
    } catch (RejectedExecutionException e) {
      throw new OrielException(ErrorCode.SERVER_STOPPING, "", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new OrielException(
          ErrorCode.SERVER_STOPPING, "nobody waits any more; it goes on all the same", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof OrielException reason) {
        throw reason;
      }
      throw new OrielException(ErrorCode.INTERNAL, Failure.reason(e), e.getCause());
    }
  }

  /** What is done about files in the folder. */
  private final class FolderActions implements Folder.Actions {
    @Override
    public void install(Path file) throws OrielException, InterruptedException {
      DeployService.this.install(file, Optional.of(file));
    }

    @Override
    public void removed(Path file) throws InterruptedException {
      for (Bundle bundle : framework.from(file)) {
        String name = Framework.name(bundle);
        try {
          installer.remove(bundle, settings.observe());
          outcomes.done(name, "removed, because its file is gone");
        } catch (OrielException e) {
          DeployService.this.refused(name, e.problem());
        }
      }
    }

    @Override
    public Set<Path> installed() {
      return framework.all().stream()
          .flatMap(bundle -> Origin.of(bundle).flatMap(Origin::file).stream())
          .collect(Collectors.toSet());
    }

    @Override
    public void refused(Path file, Problem problem) {
      DeployService.this.refused(file.getFileName().toString(), problem);
    }
  }
}
