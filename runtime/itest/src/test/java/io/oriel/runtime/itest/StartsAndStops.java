package io.oriel.runtime.itest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.oriel.api.embed.RunningOriel;
import java.lang.management.ManagementFactory;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.wiring.BundleWiring;

/** Starts engines in this process, one after the other, and takes stock of what they leave. */
final class StartsAndStops {
  private static final Duration LIMIT = Duration.ofSeconds(90);

  private final Callable<RunningOriel> start;
  private final Map<WeakReference<ClassLoader>, String> loaders = new HashMap<>();

  StartsAndStops(Callable<RunningOriel> start) {
    this.start = start;
  }

  /**
   * What is left.
   *
   * @param process memory, threads and descriptors
   * @param classes that are loaded, of this test's own too
   * @param nativeKiB allocated in C
   */
  record Left(Holdings process, int classes, long nativeKiB) {}

  /** One round after the other, with a picture out of each. */
  void run(int rounds) throws Exception {
    for (int round = 0; round < rounds; round++) {
      try (RunningOriel oriel = start.call()) {
        FirstPicture.of(oriel.awaitReady(LIMIT).stream("main").orElseThrow());
        remember(oriel.service(BundleContext.class).orElseThrow().getBundles());
      }
    }
  }

  private void remember(Bundle... bundles) {
    for (Bundle bundle : bundles) {
      BundleWiring wiring = bundle.adapt(BundleWiring.class);
      if (bundle.getBundleId() != Constants.SYSTEM_BUNDLE_ID && wiring.getClassLoader() != null) {
        loaders.put(new WeakReference<>(wiring.getClassLoader()), bundle.getSymbolicName());
      }
    }
  }

  /**
   * Waits until the classes of the closed engines are gone, then counts. The JDK's caches may keep
   * those of one engine softly, until memory is short.
   */
  Left left() throws Exception {
    await("the classes of closed engines to be collected")
        .atMost(LIMIT)
        .untilAsserted(() -> {
          System.gc();
          loaders.keySet().removeIf(loader -> loader.refersTo(null));
          assertThat(loaders.values()).doesNotHaveDuplicates();
        });
    return new Left(
        Holdings.of(ProcessHandle.current().pid()),
        ManagementFactory.getClassLoadingMXBean().getLoadedClassCount(),
        NativeMemory.allocatedKiB());
  }
}
