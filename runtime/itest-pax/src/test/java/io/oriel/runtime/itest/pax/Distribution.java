package io.oriel.runtime.itest.pax;

import static org.ops4j.pax.exam.CoreOptions.bundle;
import static org.ops4j.pax.exam.CoreOptions.cleanCaches;
import static org.ops4j.pax.exam.CoreOptions.frameworkProperty;
import static org.ops4j.pax.exam.CoreOptions.junitBundles;
import static org.ops4j.pax.exam.CoreOptions.propagateSystemProperties;
import static org.ops4j.pax.exam.CoreOptions.systemProperty;
import static org.ops4j.pax.exam.CoreOptions.vmOptions;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import net.bytebuddy.ByteBuddy;
import org.assertj.core.api.Assertions;
import org.awaitility.Awaitility;
import org.hamcrest.Matchers;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.options.UrlProvisionOption;
import org.osgi.framework.Constants;

/**
 * The bundles that the distribution resolved, as Pax Exam wants them. For what runs outside of the
 * framework; every file is taken from where the reactor left it, nothing is looked up anywhere.
 */
final class Distribution {
  private static final Path BUNDLES = Path.of(System.getProperty("oriel.bundles")).normalize();

  /** What tests say their expectations with; each is a bundle too. */
  private static final List<Class<?>> LIBRARIES =
      List.of(Assertions.class, ByteBuddy.class, Awaitility.class, Matchers.class);

  private Distribution() {}

  /** All of it. */
  static Option[] whole(Option... more) throws IOException {
    return of(jar -> true, more);
  }

  /** All but the jar whose name begins with this. */
  static Option[] without(String name, Option... more) throws IOException {
    return of(jar -> !jar.getFileName().toString().startsWith(name), more);
  }

  /** The one jar whose name begins with this. */
  static Path jar(String name) throws IOException {
    try (Stream<Path> jars = Files.list(BUNDLES)) {
      return jars.filter(jar -> jar.getFileName().toString().startsWith(name))
          .findFirst()
          .orElseThrow(() -> new IllegalStateException("no " + name + "* in " + BUNDLES));
    }
  }

  /** Lets a test know where to install a jar from. */
  static Option location(String property, Path jar) {
    return systemProperty(property).value(jar.toUri().toString());
  }

  /** A Python that reads stages; a forked container sees nothing of the environment. */
  static Option python() {
    String python = System.getenv("ORIEL_PYTHON");
    if (python == null) {
      throw new IllegalStateException(
          "ORIEL_PYTHON must name a Python that has usd-core; runtime/verify sets it up");
    }
    return systemProperty(Place.PYTHON).value(python);
  }

  private static Option[] of(Predicate<Path> wanted, Option... more) throws IOException {
    List<Option> options = new ArrayList<>(List.of(more));
    options.add(junitBundles());
    options.add(cleanCaches(true));
    // A class that a bundle does not import is never looked for on the tests' class path.
    options.add(frameworkProperty("felix.bootdelegation.implicit").value("false"));
    options.add(frameworkProperty("osgi.compatibility.bootdelegation").value("false"));
    options.add(systemProperty("org.ops4j.pax.logging.DefaultServiceLog.level").value("WARN"));
    options.add(systemProperty(Place.STARTER).value(Long.toString(ProcessHandle.current().pid())));
    options.add(propagateSystemProperties(Place.FRAMEWORK, Place.CONTAINER, Place.STAGES));
    options.add(vmOptions(System.getProperty("oriel.jvm.flags").split(" ")));
    for (Class<?> library : LIBRARIES) {
      options.add(bundle(home(library).toUri().toString()));
    }
    try (Stream<Path> jars = Files.list(BUNDLES)) {
      for (Path jar : jars.filter(wanted).sorted().toList()) {
        UrlProvisionOption one = bundle(jar.toUri().toString());
        options.add(isFragment(jar) ? one.noStart() : one);
      }
    }
    return options.toArray(Option[]::new);
  }

  private static Path home(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static boolean isFragment(Path jar) throws IOException {
    try (JarFile file = new JarFile(jar.toFile())) {
      return file.getManifest().getMainAttributes().getValue(Constants.FRAGMENT_HOST) != null;
    }
  }
}
