package io.oriel.deploy;

import io.oriel.api.deploy.DeployedBundle;
import io.oriel.api.error.ErrorCode;
import io.oriel.api.error.OrielException;
import io.oriel.api.error.Problem;
import io.oriel.api.metrics.CounterSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;

/** What can be asked for, and what is told about it. Used by the thread of deployment. */
final class Deployment implements Folder.Actions {
  private static final System.Logger LOG = System.getLogger(Deployment.class.getName());

  private final Framework framework;
  private final Installer installer;
  private final Outcomes outcomes;
  private final CounterSet<DeployCounter> counters;
  private final Path scratch;
  private final Supplier<DeploySettings> settings;

  Deployment(
      Framework framework,
      Installer installer,
      Outcomes outcomes,
      CounterSet<DeployCounter> counters,
      Path scratch,
      Supplier<DeploySettings> settings) {
    this.framework = framework;
    this.installer = installer;
    this.outcomes = outcomes;
    this.counters = counters;
    this.scratch = scratch;
    this.settings = settings;
  }

  /** Installs a jar that somebody brought. */
  DeployedBundle installBrought(Path jar) throws OrielException, InterruptedException {
    try {
      return install(jar, Optional.empty());
    } catch (OrielException e) {
      refused(jar, e.problem());
      throw e;
    }
  }

  @Override
  public String install(Path file) throws OrielException, InterruptedException {
    refuseExposed(file);
    return install(file, Optional.of(file)).symbolicName();
  }

  private static void refuseExposed(Path file) throws OrielException {
    boolean exposed;
    try {
      exposed = Exposed.isContentOf(file);
    } catch (IOException e) {
      throw new OrielException(ErrorCode.BUNDLE_INVALID, file + ": " + Failure.reason(e), e);
    }
    if (exposed) {
      throw new OrielException(
          ErrorCode.BUNDLE_UNTRUSTED, file + ": everybody may write to it or to where it lies");
    }
  }

  @Override
  public void removed(Path file) throws InterruptedException {
    for (Bundle bundle : framework.from(file)) {
      String name = Framework.name(bundle);
      try {
        installer.remove(bundle, settings.get().observe());
        outcomes.done(name, "removed, because its file is gone");
      } catch (OrielException e) {
        refused(file, e.problem());
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
  public Set<String> taken() {
    return framework.all().stream()
        .filter(bundle -> Origin.of(bundle).isPresent())
        .flatMap(bundle -> Installer.placesOf(bundle).stream())
        .collect(Collectors.toSet());
  }

  @Override
  public void refused(Path file, Problem problem) {
    counters.increment(
        problem.code() == ErrorCode.BUNDLE_UNHEALTHY
            ? DeployCounter.UNHEALTHY
            : DeployCounter.REFUSED);
    outcomes.refused(file.getFileName().toString(), problem);
  }

  /** Removes a bundle that was installed, and its file in the folder unless that holds another. */
  void remove(Bundle bundle) throws OrielException, InterruptedException {
    String name = Framework.name(bundle);
    Optional<Origin> origin = Origin.of(bundle);
    installer.remove(bundle, settings.get().observe());
    outcomes.done(name, "removed");
    try {
      if (origin.isPresent() && origin.get().isInItsFile()) {
        // Or it would be back at the next start.
        Files.deleteIfExists(origin.get().file().orElseThrow());
      }
    } catch (IOException e) {
      LOG.log(
          System.Logger.Level.WARNING,
          "{0} is removed, but its file is not and brings it back at the next start: {1}",
          name,
          e);
    }
  }

  /** Starts a bundle that is installed. */
  void start(Bundle bundle) throws OrielException, InterruptedException {
    refuseReplaced(bundle);
    try {
      framework.start(bundle);
    } catch (BundleException e) {
      throw new OrielException(
          ErrorCode.BUNDLE_UNHEALTHY, Framework.name(bundle) + ": " + Failure.reason(e), e);
    }
    outcomes.done(Framework.name(bundle), "started");
  }

  /** Two in one place would do everything twice, or against each other. */
  private void refuseReplaced(Bundle bundle) throws OrielException {
    for (Bundle other : framework.all()) {
      if (!other.equals(bundle)
          && Framework.runs(other)
          && Origin.of(other).isPresent()
          && Installer.placesOf(other).contains(bundle.getSymbolicName())) {
        throw new OrielException(
            ErrorCode.BUNDLE_PRESENT,
            "%s runs in the place of %s: stop or remove that one first"
                .formatted(Framework.name(other), Framework.name(bundle)));
      }
    }
  }

  /** Stops a bundle that no other one is wired to. */
  void stop(Bundle bundle) throws OrielException {
    framework.refuseNeeded(bundle);
    framework.stop(bundle);
    outcomes.done(Framework.name(bundle), "stopped");
  }

  private DeployedBundle install(Path file, Optional<Path> inFolder)
      throws OrielException, InterruptedException {
    DeploySettings now = settings.get();
    try (Jar jar = Jar.read(file, scratch, now.maxJarBytes())) {
      new Trust(now.hashes(), now.signers()).check(jar);
      List<Bundle> sameFile = inFolder.map(framework::from).orElse(List.of());
      Optional<Bundle> unchanged =
          sameFile.stream().filter(bundle -> isOf(jar, bundle)).findFirst();
      if (unchanged.isPresent()) {
        return deployed(unchanged.get());
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
}
