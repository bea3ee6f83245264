package io.oriel.deploy;

import io.oriel.api.error.ErrorCode;
import io.oriel.api.error.OrielException;
import java.lang.System.Logger;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.wiring.BundleRevision;
import org.osgi.framework.wiring.BundleWiring;
import org.osgi.framework.wiring.FrameworkWiring;

/**
 * The bundles of the framework, and what is done to one of them without touching another.
 *
 * @param patience for a bundle to start or to stop; its own code may never return
 */
record Framework(BundleContext context, Duration patience) {
  private static final Logger LOG = System.getLogger(Framework.class.getName());
  private static final Duration REFRESH_LIMIT = Duration.ofSeconds(20);

  List<Bundle> all() {
    return Arrays.asList(context.getBundles());
  }

  /**
   * One bundle.
   *
   * @throws OrielException when there is none of this number
   */
  Bundle bundle(long id) throws OrielException {
    Bundle bundle = context.getBundle(id);
    if (bundle == null) {
      throw new OrielException(ErrorCode.NOT_FOUND, "there is no bundle " + id);
    }
    return bundle;
  }

  /** The bundles of these names that run. */
  List<Bundle> running(Set<String> names) {
    return named(names).filter(Framework::runs).toList();
  }

  /** Those that were here before deployment and do not run: their place was taken. */
  List<Bundle> resting(Set<String> names) {
    return named(names)
        .filter(bundle -> !runs(bundle) && Origin.of(bundle).isEmpty() && !isFragment(bundle))
        .toList();
  }

  /** Those that were installed from a file here. */
  List<Bundle> from(Path file) {
    return all().stream()
        .filter(bundle -> Origin.of(bundle).flatMap(Origin::file).filter(file::equals).isPresent())
        .toList();
  }

  boolean resolve(Bundle bundle) {
    return wiring().resolveBundles(List.of(bundle));
  }

  /**
   * Starts a bundle.
   *
   * @throws BundleException also when it has not started in time
   */
  void start(Bundle bundle) throws BundleException, InterruptedException {
    if (!OwnThread.run("start", patience, () -> bundle.start(Bundle.START_ACTIVATION_POLICY))) {
      throw new BundleException("its start has not returned for " + patience.toSeconds() + " s");
    }
  }

  /** Stops a bundle for good; what it throws while it stops is logged, and it is stopped. */
  void stop(Bundle bundle) {
    end("stop", bundle, bundle::stop);
  }

  /** Stops a bundle and lets its classes go. One that was installed here is gone afterwards. */
  void retire(Bundle bundle) {
    boolean ended = end("stop", bundle, bundle::stop);
    if (Origin.of(bundle).isPresent()) {
      ended &= end("uninstall", bundle, bundle::uninstall);
    }
    if (ended) {
      // One that is stuck would hold up the refreshing of others too.
      refresh(bundle);
    }
  }

  private boolean end(String verb, Bundle bundle, OwnThread.Step step) {
    try {
      if (OwnThread.run(verb, patience, step)) {
        return true;
      }
      LOG.log(
          Logger.Level.ERROR,
          "{0}: {1} has not returned for {2} s, and is not waited for any more",
          name(bundle),
          verb,
          patience.toSeconds());
      return false;
    } catch (BundleException e) {
      LOG.log(Logger.Level.WARNING, name(bundle) + ": " + verb + " did not go cleanly", e);
      return true;
    } catch (InterruptedException e) {
      // Deployment ends; this goes on by itself.
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /**
   * Refuses to touch a bundle that others have packages or more from: a refresh would restart them.
   *
   * @throws OrielException {@code bundle.needed} with their names
   */
  void refuseNeeded(Bundle bundle) throws OrielException {
    if (bundle.equals(context.getBundle()) || bundle.getBundleId() == Constants.SYSTEM_BUNDLE_ID) {
      throw new OrielException(ErrorCode.BUNDLE_NEEDED, name(bundle) + " does this itself");
    }
    Set<String> dependents = new TreeSet<>();
    Optional.ofNullable(bundle.adapt(BundleWiring.class))
        .ifPresent(wiring ->
            wiring.getProvidedWires(null).stream()
                .map(wire -> wire.getRequirer().getBundle())
                .filter(dependent -> !dependent.equals(bundle))
                .forEach(dependent -> dependents.add(dependent.getSymbolicName())));
    if (!dependents.isEmpty()) {
      throw new OrielException(
          ErrorCode.BUNDLE_NEEDED, name(bundle) + " is needed by " + String.join(", ", dependents));
    }
  }

  static boolean runs(Bundle bundle) {
    return (bundle.getState() & (Bundle.ACTIVE | Bundle.STARTING)) != 0;
  }

  static boolean isFragment(Bundle bundle) {
    BundleRevision revision = bundle.adapt(BundleRevision.class);
    return revision != null && (revision.getTypes() & BundleRevision.TYPE_FRAGMENT) != 0;
  }

  static String name(Bundle bundle) {
    return bundle.getSymbolicName() + " " + bundle.getVersion();
  }

  private Stream<Bundle> named(Set<String> names) {
    return all().stream()
        .filter(bundle -> bundle.getSymbolicName() != null)
        .filter(bundle -> names.contains(bundle.getSymbolicName()));
  }

  private void refresh(Bundle bundle) {
    CountDownLatch refreshed = new CountDownLatch(1);
    wiring()
        .refreshBundles(
            List.of(bundle),
            event -> {
              if (event.getType() == FrameworkEvent.PACKAGES_REFRESHED) {
                refreshed.countDown();
              }
            });
    try {
      if (!refreshed.await(REFRESH_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.log(Logger.Level.WARNING, "the classes of " + name(bundle) + " are not released yet");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private FrameworkWiring wiring() {
    return context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION).adapt(FrameworkWiring.class);
  }
}
