package io.oriel.deploy;

import io.oriel.api.error.ErrorCode;
import io.oriel.api.error.OrielException;
import io.oriel.api.metrics.CounterSet;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;

/**
 * Puts a bundle beside those whose place it takes, and removes them once it serves. Never updates
 * one in place: that would end it before anybody knows whether the new one works. All methods are
 * called by the thread of deployment.
 */
final class Installer {
  private static final System.Logger LOG = System.getLogger(Installer.class.getName());

  private final Framework framework;
  private final Observation observation;
  private final CounterSet<DeployCounter> counters;

  Installer(Framework framework, Observation observation, CounterSet<DeployCounter> counters) {
    this.framework = framework;
    this.observation = observation;
    this.counters = counters;
  }

  /**
   * Installs a jar, observes it and lets it take its place.
   *
   * @param file where it lies in the watched folder, if it does
   * @throws OrielException when it did not become a part of the server; everything is as before
   */
  Bundle install(Jar jar, Optional<Path> file, Duration observe)
      throws OrielException, InterruptedException {
    refuseTwin(jar);
    List<Bundle> formers = framework.running(jar.replaces());
    for (Bundle former : formers) {
      framework.refuseNeeded(former);
    }
    Bundle newcomer = add(jar, new Origin(jar.sha256(), file));
    boolean serves = false;
    try {
      start(jar, newcomer);
      observation.await(newcomer, observe, !formers.isEmpty());
      serves = true;
    } finally {
      if (!serves) {
        framework.retire(newcomer);
      }
    }
    formers.forEach(framework::retire);
    counters.increment(DeployCounter.INSTALLED);
    counters.add(DeployCounter.REPLACED, formers.size());
    return newcomer;
  }

  /**
   * Removes a bundle that was installed here, after the one of the distribution whose place it had
   * is back.
   *
   * @throws OrielException when it was not installed here, or others are wired to it
   */
  void remove(Bundle bundle, Duration observe) throws OrielException, InterruptedException {
    if (Origin.of(bundle).isEmpty()) {
      throw new OrielException(
          ErrorCode.UNSUPPORTED,
          Framework.name(bundle)
              + " belongs to the distribution and is never removed: stop it, or install another in"
              + " its place");
    }
    framework.refuseNeeded(bundle);
    for (Bundle former : framework.resting(placesOf(bundle))) {
      bringBack(former, observe);
    }
    framework.retire(bundle);
    counters.increment(DeployCounter.REMOVED);
  }

  private void bringBack(Bundle former, Duration observe) throws InterruptedException {
    try {
      framework.start(former);
      observation.await(former, observe, false);
      counters.increment(DeployCounter.RETURNED);
    } catch (BundleException | OrielException e) {
      // The file is gone all the same: what the operator took away must not stay.
      LOG.log(
          System.Logger.Level.ERROR,
          Framework.name(former) + " is back and does not serve: " + Failure.reason(e));
    }
  }

  /** The same bytes twice would be two of everything that it brings. */
  private void refuseTwin(Jar jar) throws OrielException {
    for (Bundle bundle : framework.all()) {
      boolean twin =
          Origin.of(bundle).isPresent()
              ? Origin.of(bundle).get().sha256().equals(jar.sha256())
              : isShippedTwin(bundle, jar);
      if (twin) {
        throw new OrielException(
            ErrorCode.BUNDLE_PRESENT,
            jar.name() + " is bundle " + bundle.getBundleId() + ", " + Framework.name(bundle));
      }
    }
  }

  private static boolean isShippedTwin(Bundle bundle, Jar jar) {
    if (!Framework.runs(bundle)
        || !jar.symbolicName().equals(bundle.getSymbolicName())
        || !jar.version().equals(bundle.getVersion())
        || !bundle.getLocation().startsWith("file:")) {
      return false;
    }
    try {
      byte[] shipped = Files.readAllBytes(Path.of(URI.create(bundle.getLocation())));
      return Sha256.hex(shipped).equals(jar.sha256());
    } catch (IOException | IllegalArgumentException unknown) {
      return false;
    }
  }

  private Bundle add(Jar jar, Origin origin) throws OrielException {
    try (InputStream bytes = Files.newInputStream(jar.copy())) {
      return framework.context().installBundle(origin.location(), bytes);
    } catch (BundleException | IOException e) {
      throw new OrielException(ErrorCode.BUNDLE_INVALID, jar.name() + ": " + Failure.reason(e), e);
    }
  }

  private void start(Jar jar, Bundle newcomer) throws OrielException, InterruptedException {
    if (!framework.resolve(newcomer)) {
      List<String> missing = Missing.of(newcomer, framework.context().getBundles());
      if (!missing.isEmpty()) {
        throw new OrielException(
            ErrorCode.BUNDLE_UNRESOLVED, jar.name() + " needs " + String.join("; ", missing));
      }
    }
    try {
      framework.start(newcomer);
    } catch (BundleException e) {
      ErrorCode code =
          e.getType() == BundleException.RESOLVE_ERROR
              ? ErrorCode.BUNDLE_UNRESOLVED
              : ErrorCode.BUNDLE_UNHEALTHY;
      throw new OrielException(code, jar.name() + ": " + Failure.reason(e), e);
    }
  }

  /** The names of bundles whose place a bundle has. */
  static Set<String> placesOf(Bundle bundle) {
    return Jar.replaces(
        bundle.getSymbolicName(), Optional.ofNullable(bundle.getHeaders().get(Jar.REPLACE_HEADER)));
  }
}
