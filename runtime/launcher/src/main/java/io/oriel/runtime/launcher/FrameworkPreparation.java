package io.oriel.runtime.launcher;

import io.oriel.api.embed.Oriel;
import io.oriel.api.error.ErrorCode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;

/**
 * Makes an initialised framework on a thread of its own, beside the check of the configuration:
 * each takes a good part of the time to the first picture.
 */
final class FrameworkPreparation {
  private final OwnThread<Prepared> thread;

  private FrameworkPreparation(OwnThread<Prepared> thread) {
    this.thread = thread;
  }

  /**
   * An initialised framework that has no bundle yet.
   *
   * @param framework the framework
   * @param work its folder, to be closed after it stopped
   * @param host the packages that it shares with the host
   */
  record Prepared(Framework framework, WorkFolder work, HostPackages host) {}

  /** Begins to prepare. */
  static FrameworkPreparation begin(Path workDirectory, List<Class<?>> shared) {
    return new FrameworkPreparation(
        OwnThread.begin("oriel-framework", () -> prepare(workDirectory, shared)));
  }

  /** Waits for the framework, also when it is interrupted: it has to be closed by the caller. */
  Prepared await() throws StartException {
    try {
      return thread.await(() -> {});
    } catch (ExecutionException e) {
      throw refusal(e.getCause());
    }
  }

  private static StartException refusal(Throwable cause) {
    return cause instanceof StartException refusal
        ? refusal
        : new StartException(
            cause instanceof Error ? cause.toString() : String.valueOf(cause.getMessage()), cause);
  }

  /** The one framework that a class loader sees: two of them break each other's classes. */
  static FrameworkFactory factory(ClassLoader loader) {
    List<ServiceLoader.Provider<FrameworkFactory>> present =
        ServiceLoader.load(FrameworkFactory.class, loader).stream().toList();
    if (present.isEmpty()) {
      throw new IllegalStateException(
          "no OSGi framework is on the class path; add org.apache.felix.framework");
    }
    if (present.size() > 1) {
      String names =
          present.stream().map(one -> one.type().getName()).collect(Collectors.joining(" and "));
      throw new IllegalStateException(names + " are on the class path; keep one of them");
    }
    return present.getFirst().get();
  }

  /** That a class loader sees the contracts once: which of two copies counts is left to chance. */
  static void refuseSecondApi(ClassLoader loader) throws IOException, StartException {
    String file = Oriel.class.getName().replace('.', '/') + ".class";
    Set<String> places = new LinkedHashSet<>();
    loader.getResources(file).asIterator().forEachRemaining(url -> places.add(url.toString()));
    if (places.size() > 1) {
      throw new StartException(
          ErrorCode.API_TWICE,
          "io.oriel.api is on the class path at " + String.join(" and ", places));
    }
  }

  private static Prepared prepare(Path workDirectory, List<Class<?>> shared)
      throws IOException, BundleException, StartException {
    refuseSecondApi(FrameworkPreparation.class.getClassLoader());
    // Netty would announce its events to the JVM for ever, and keep the classes of a closed engine.
    System.getProperties().putIfAbsent("io.netty.jfr.enabled", "false");
    HostPackages host = HostPackages.of(shared);
    WorkFolder work = WorkFolder.claim(workDirectory);
    try {
      FrameworkFactory factory = factory(FrameworkPreparation.class.getClassLoader());
      Framework framework = factory.newFramework(properties(work.path(), host));
      framework.init();
      return new Prepared(framework, work, host);
    } catch (BundleException | RuntimeException | Error e) {
      work.close();
      throw e;
    }
  }

  private static Map<String, String> properties(Path work, HostPackages host) {
    Map<String, String> properties = new HashMap<>();
    properties.put(Constants.FRAMEWORK_STORAGE, work.resolve("framework").toString());
    properties.put(
        Constants.FRAMEWORK_STORAGE_CLEAN, Constants.FRAMEWORK_STORAGE_CLEAN_ONFIRSTINIT);
    properties.put(Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA, host.exports());
    // A class that a bundle does not import is never looked for on the host's class path.
    properties.put("felix.bootdelegation.implicit", "false");
    properties.put("osgi.compatibility.bootdelegation", "false");
    // A set as small as this one is resolved sooner without threads.
    properties.put("felix.resolver.parallelism", "1");
    properties.put("equinox.resolver.thread.count", "1");
    // The host's URL factories stay its own, and Felix needs no access to the JDK's inside.
    properties.put("felix.service.urlhandlers", "false");
    // FrameworkLog hands on what happens; no files beside it.
    properties.put("eclipse.log.enabled", "false");
    return properties;
  }
}
