package io.oriel.runtime.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.oriel.api.embed.Oriel;
import io.oriel.api.embed.RunningOriel;
import io.oriel.api.embed.Settings;
import java.io.InputStream;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.framework.hooks.weaving.WeavingHook;
import org.osgi.framework.wiring.FrameworkWiring;

class FelixClassLocksTest {
  private static final String SECOND = "second";

  /** What two threads ask a bundle for. */
  static final class Raced {}

  @TempDir Path folder;

  @Test
  void noThreadIsKeptThatCameSecondToDefineAClass() throws Exception {
    Path bundles = Files.createDirectory(folder.resolve("bundles"));
    SampleBundle.named("sample.removed").in(bundles);
    String file = Raced.class.getName().replace('.', '/') + ".class";
    try (InputStream in = Raced.class.getResourceAsStream("/" + file)) {
      SampleBundle.named("sample.library").entry(file, in.readAllBytes()).in(bundles);
    }
    try (RunningOriel oriel =
        Oriel.builder()
            .bundles(bundles)
            .settings(Settings.EMPTY)
            .work(folder.resolve("work"))
            .start()) {
      BundleContext context = oriel.service(BundleContext.class).orElseThrow();
      WeakReference<Thread> second = race(context, bundle(context, "sample.library"));
      Bundle removed = bundle(context, "sample.removed");
      removed.uninstall();
      context.getBundle(0).adapt(FrameworkWiring.class).refreshBundles(List.of(removed));
      await()
          .untilAsserted(() -> {
            System.gc();
            assertThat(second.get()).isNull();
          });
    }
  }

  /** Has a thread go on to define a class when this one has just done so; gives that thread. */
  private static WeakReference<Thread> race(BundleContext context, Bundle library)
      throws Exception {
    CountDownLatch reading = new CountDownLatch(1);
    CountDownLatch defined = new CountDownLatch(1);
    WeavingHook hook =
        woven -> {
          if (Thread.currentThread().getName().equals(SECOND)) {
            reading.countDown();
            awaitSoon(defined);
          }
        };
    ServiceRegistration<WeavingHook> registered =
        context.registerService(WeavingHook.class, hook, null);
    FutureTask<Class<?>> load = new FutureTask<>(() -> library.loadClass(Raced.class.getName()));
    Thread second = Thread.ofPlatform().name(SECOND).start(load);
    awaitSoon(reading);
    Class<?> first = library.loadClass(Raced.class.getName());
    defined.countDown();
    assertThat(load.get()).isSameAs(first);
    second.join();
    registered.unregister();
    return new WeakReference<>(second);
  }

  private static void awaitSoon(CountDownLatch latch) {
    try {
      assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static Bundle bundle(BundleContext context, String name) {
    for (Bundle bundle : context.getBundles()) {
      if (name.equals(bundle.getSymbolicName())) {
        return bundle;
      }
    }
    throw new AssertionError("no bundle " + name);
  }
}
