package io.oriel.runtime.itest;

import static org.awaitility.Awaitility.await;

import io.oriel.api.embed.Oriel;
import io.oriel.api.embed.RunningOriel;
import java.lang.management.ManagementFactory;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/** Starts engines in this process, one after the other, and takes stock of what they leave. */
final class StartsAndStops {
  private static final Duration LIMIT = Duration.ofSeconds(90);

  private final Callable<RunningOriel> start;
  private final List<WeakReference<ClassLoader>> loaders = new ArrayList<>();

  StartsAndStops(Callable<RunningOriel> start) {
    this.start = start;
  }

  /**
   * What is left.
   *
   * @param process memory, threads and descriptors
   * @param classes that are loaded, of this test's own too
   */
  record Left(Holdings process, int classes) {}

  /** One round after the other, with a picture out of each. */
  void run(int rounds) throws Exception {
    for (int round = 0; round < rounds; round++) {
      try (RunningOriel oriel = start.call()) {
        FirstPicture.of(oriel.awaitReady(LIMIT).stream("main").orElseThrow());
        oriel
            .service(Oriel.class)
            .map(Object::getClass)
            .map(Class::getClassLoader)
            .map(WeakReference::new)
            .ifPresent(loaders::add);
      }
    }
  }

  /** Waits until the classes of every closed engine are gone, then counts. */
  Left left() throws Exception {
    await("the classes of " + loaders.size() + " closed engines to be collected")
        .atMost(LIMIT)
        .until(() -> {
          System.gc();
          return loaders.stream().allMatch(loader -> loader.get() == null);
        });
    return new Left(
        Holdings.of(ProcessHandle.current().pid()),
        ManagementFactory.getClassLoadingMXBean().getLoadedClassCount());
  }
}
