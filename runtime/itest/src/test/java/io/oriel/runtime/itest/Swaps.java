package io.oriel.runtime.itest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.oriel.api.error.Problem;
import io.oriel.api.swap.ServiceUse;
import io.oriel.api.swap.ServiceUser;
import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.wiring.BundleWiring;

/**
 * Swaps bundles of a running server, and writes down when. By one thread; the times are read by any
 * once it has ended.
 */
final class Swaps {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final Set<ServiceUse.State> SETTLED =
      EnumSet.of(ServiceUse.State.SERVING, ServiceUse.State.GIVEN_UP);

  /** From its beginning to the moment when nothing of it is left. */
  record Span(String what, long beginNanos, long endNanos) {}

  final List<Span> spans = Collections.synchronizedList(new ArrayList<>());

  /** Why newcomers were found wanting. */
  final List<Problem> refused = new ArrayList<>();

  /** Of bundles that went. */
  private final List<WeakReference<ClassLoader>> gone = new ArrayList<>();

  private final EmbeddedServer server;
  private final Path folder;
  private final Map<String, Path> copies = new HashMap<>();
  private final Map<String, Bundle> present = new HashMap<>();

  Swaps(EmbeddedServer server, Path folder) {
    this.server = server;
    this.folder = folder;
  }

  /**
   * Puts a copy beside the part, waits until it serves, and removes the former; the copy instead if
   * it is found too slow, as it may on a machine that is shared.
   */
  void replace(String name, String identity) throws Exception {
    Bundle former = present(name);
    Path copy = copy(name, former.getSymbolicName().endsWith(".a") ? ".b" : ".a");
    long began = System.nanoTime();
    Bundle next = server.install(copy);
    ServiceUse use = awaitUse(next, identity);
    if (use.state() == ServiceUse.State.SERVING) {
      remove(former);
      present.put(name, next);
    } else {
      refused.add(use.problem().orElseThrow());
      remove(next);
    }
    spans.add(new Span(name, began, System.nanoTime()));
  }

  /** Takes the part away, or brings it back and waits until it serves. */
  void toggle(String name, String identity) throws Exception {
    Path copy = copy(name, ".a");
    long began = System.nanoTime();
    if (!takeAway(name)) {
      Bundle next = server.install(copy);
      awaitServing(next, identity);
      present.put(name, next);
    }
    spans.add(new Span(name, began, System.nanoTime()));
  }

  /** Takes the part away that was brought; false if it is not there. */
  boolean takeAway(String name) throws Exception {
    Bundle there = present.remove(name);
    if (there != null) {
      remove(there);
    }
    return there != null;
  }

  /** Takes a part of the distribution away. */
  void removeShipped(String name) throws Exception {
    remove(server.bundle(name));
  }

  /** Updates the part in place, as a deployer does that knows nothing of this server. */
  void update(String name, String identity) throws Exception {
    Bundle bundle = present(name);
    long began = System.nanoTime();
    server.update(bundle);
    awaitServing(bundle, identity);
    spans.add(new Span(name, began, System.nanoTime()));
  }

  /** How many of the class loaders of bundles that went are still there. */
  long loadersLeft() {
    return gone.stream().filter(loader -> loader.get() != null).count();
  }

  int removed() {
    return gone.size();
  }

  private Bundle present(String name) {
    return present.computeIfAbsent(name, server::bundle);
  }

  private Path copy(String name, String suffix) throws Exception {
    String copy = name + suffix;
    if (!copies.containsKey(copy)) {
      copies.put(copy, BundleCopy.of(Place.bundle(name), copy, folder));
    }
    return copies.get(copy);
  }

  private void remove(Bundle bundle) throws Exception {
    gone.add(new WeakReference<>(bundle.adapt(BundleWiring.class).getClassLoader()));
    server.uninstall(bundle);
  }

  private void awaitServing(Bundle bundle, String identity) {
    ServiceUse use = awaitUse(bundle, identity);
    assertThat(use.state()).as(use.toString()).isEqualTo(ServiceUse.State.SERVING);
  }

  /** Waits until its service of that identity serves or is given up. */
  private ServiceUse awaitUse(Bundle bundle, String identity) {
    return await(bundle + " to serve " + identity)
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(20))
        .atMost(LIMIT)
        .until(
            () ->
                uses(bundle).stream()
                    .filter(use -> use.identity().equals(identity))
                    .filter(use -> SETTLED.contains(use.state()))
                    .findFirst(),
            Optional::isPresent)
        .orElseThrow();
  }

  private List<ServiceUse> uses(Bundle bundle) throws InvalidSyntaxException {
    Set<Object> ids = new HashSet<>();
    for (ServiceReference<?> service :
        Optional.ofNullable(bundle.getRegisteredServices()).orElse(new ServiceReference<?>[0])) {
      ids.add(service.getProperty("service.id"));
    }
    BundleContext context = server.context();
    List<ServiceUse> uses = new ArrayList<>();
    for (var user : context.getServiceReferences(ServiceUser.class, null)) {
      Optional.ofNullable(context.getService(user)).stream()
          .flatMap(each -> each.uses().stream())
          .filter(use -> ids.contains(use.serviceId()))
          .forEach(uses::add);
    }
    return uses;
  }
}
