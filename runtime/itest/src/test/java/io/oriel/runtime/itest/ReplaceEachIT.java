package io.oriel.runtime.itest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.empty;

import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.wiring.BundleWire;
import org.osgi.framework.wiring.BundleWiring;

/**
 * Each bundle is replaced in turn while a browser watches: a copy is installed beside it, it goes,
 * and only it is refreshed. What is activated anew by that is what the READMEs say.
 */
class ReplaceEachIT {
  /** What everything is wired to is not replaced but by a start of the process. */
  private static final Set<String> STAY = Set.of("io.oriel.api", "io.oriel.ffmpeg");

  /** Two listeners cannot have one port: the former is stopped before the copy starts. */
  private static final Set<String> STOPPED_FIRST = Set.of("io.oriel.http");

  @TempDir Path folder;

  /** Of the bundles that were removed. */
  private final Map<String, WeakReference<ClassLoader>> loaders = new TreeMap<>();

  @Test
  void picturesGoOnAndOnlyWhatTheReadmesSayBounces() throws Exception {
    Map<String, Map<String, Object>> streams =
        Map.of(
            "main",
            Map.of("stage", Place.stage("workshop.usda").toString(), "width", 640, "height", 360));
    List<String> report = new ArrayList<>();
    List<String> wrong = new ArrayList<>();
    try (EmbeddedServer server = EmbeddedServer.start(folder, streams).awaitReady("main");
        Chromium browser = Chromium.start(folder);
        Page page = BrowserIT.openAndSee(browser, server.ports().page())) {
      for (String name : ours(server)) {
        Components before = Components.of(server.context());
        Set<String> expected = bouncing(server, name, before);
        replace(server, name);
        awaitPictures(server, page, name);
        Components after = Components.of(server.context());
        List<String> activated = after.activatedSince(before);
        Set<String> bounced = new TreeSet<>();
        activated.forEach(component -> bounced.add(component.substring(0, component.indexOf(' '))));
        report.add(name + ": " + (activated.isEmpty() ? "nothing" : String.join(", ", activated)));
        System.out.println("ReplaceEachIT: " + report.getLast());
        if (!bounced.equals(expected)) {
          wrong.add(name + " bounced " + bounced + "; the READMEs say " + expected);
        }
      }
      await("the classes of removed bundles to be collected")
          .atMost(Duration.ofSeconds(60))
          .until(this::namesOfPresentLoaders, empty());
    } finally {
      Files.write(Files.createDirectories(Place.REPORTS).resolve("replaced.txt"), report);
    }
    assertThat(wrong).isEmpty();
  }

  private List<String> namesOfPresentLoaders() {
    System.gc();
    return loaders.entrySet().stream()
        .filter(e -> e.getValue().get() != null)
        .map(Map.Entry::getKey)
        .toList();
  }

  private static List<String> ours(EmbeddedServer server) {
    List<String> names = new ArrayList<>();
    for (Bundle bundle : server.context().getBundles()) {
      String name = bundle.getSymbolicName();
      boolean fragment = bundle.getHeaders().get("Fragment-Host") != null;
      if (name.startsWith("io.oriel.") && !fragment && !STAY.contains(name)) {
        names.add(name);
      }
    }
    return names;
  }

  /** Who goes with it: those wired to its packages, and those whose README calls it static. */
  private static Set<String> bouncing(EmbeddedServer server, String name, Components components)
      throws Exception {
    Set<String> bouncing = new TreeSet<>();
    for (BundleWire wire : server.bundle(name).adapt(BundleWiring.class).getProvidedWires(null)) {
      bouncing.add(wire.getRequirer().getSymbolicName());
    }
    for (String other : components.services().keySet()) {
      Set<String> held = References.staticOnes(original(other));
      held.retainAll(components.services().getOrDefault(name, Set.of()));
      if (!held.isEmpty()) {
        bouncing.add(other);
      }
    }
    bouncing.remove(name);
    return bouncing;
  }

  private static String original(String name) {
    return name.replace(".copy", "");
  }

  private void replace(EmbeddedServer server, String name) throws Exception {
    Bundle present = server.bundle(name);
    loaders.put(name, new WeakReference<>(present.adapt(BundleWiring.class).getClassLoader()));
    if (STOPPED_FIRST.contains(name)) {
      present.stop();
    }
    server.install(BundleCopy.of(Place.bundle(name), name + ".copy", folder));
    server.uninstall(present);
  }

  /** The page shows new pictures; it may have come back by itself meanwhile. */
  private static void awaitPictures(EmbeddedServer server, Page page, String name) {
    server.awaitReady("main");
    await("pictures after " + name + " was replaced")
        .atMost(Duration.ofSeconds(90))
        .until(() -> page.evaluate("window.oriel.state").asString().equals("live"));
    BrowserIT.awaitMoreFrames(page, 20);
  }
}
