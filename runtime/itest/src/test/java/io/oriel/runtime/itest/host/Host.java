package io.oriel.runtime.itest.host;

import java.io.BufferedReader;
import java.io.File;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.jar.JarFile;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;
import org.osgi.framework.wiring.FrameworkWiring;

/**
 * A Java host that has a framework of its own, knows nothing of Oriel, and lets bundles come and
 * go. On its class path is the framework, and nothing else.
 */
public final class Host {
  private final BundleContext context;

  private Host(BundleContext context) {
    this.context = context;
  }

  /**
   * Installs and starts the guests; takes them away at the word <code>remove</code>, says what is
   * left of them, and ends at the next line.
   *
   * @param arguments the framework's folder, the host's own bundles and the guests, each a path of
   *     jars
   */
  public static void main(String[] arguments) throws Exception {
    Framework framework =
        ServiceLoader.load(FrameworkFactory.class)
            .findFirst()
            .orElseThrow()
            .newFramework(Map.of(Constants.FRAMEWORK_STORAGE, arguments[0]));
    framework.start();
    Host host = new Host(framework.getBundleContext());
    host.install(arguments[1]);
    Set<String> before = host.present();

    List<Bundle> guests = host.install(arguments[2]);
    BufferedReader words =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    String word = words.readLine();
    if ("remove".equals(word)) {
      host.remove(guests);
      Set<String> after = host.present();
      after.removeAll(before);
      System.out.println("left: " + after);
      words.readLine();
    }
    framework.stop();
    framework.waitForStop(0);
    System.exit(0);
  }

  /** Those that it has already are not installed a second time. */
  private List<Bundle> install(String path) throws Exception {
    Set<String> names = new HashSet<>();
    for (Bundle bundle : context.getBundles()) {
      names.add(bundle.getSymbolicName());
    }
    List<Bundle> installed = new ArrayList<>();
    for (String jar : path.split(File.pathSeparator)) {
      if (names.add(symbolicName(jar))) {
        installed.add(context.installBundle(new File(jar).toURI().toString()));
      }
    }
    for (Bundle bundle : installed) {
      if (bundle.getHeaders().get(Constants.FRAGMENT_HOST) == null) {
        bundle.start();
      }
    }
    return installed;
  }

  private static String symbolicName(String jar) throws Exception {
    try (JarFile file = new JarFile(jar)) {
      return file.getManifest()
          .getMainAttributes()
          .getValue(Constants.BUNDLE_SYMBOLICNAME)
          .split(";", 2)[0]
          .trim();
    }
  }

  private void remove(List<Bundle> guests) throws Exception {
    for (Bundle guest : guests.reversed()) {
      guest.uninstall();
    }
    CountDownLatch refreshed = new CountDownLatch(1);
    context
        .getBundle(0)
        .adapt(FrameworkWiring.class)
        .refreshBundles(
            guests,
            event -> {
              if (event.getType() == FrameworkEvent.PACKAGES_REFRESHED) {
                refreshed.countDown();
              }
            });
    refreshed.await();
  }

  /** Bundles, the types of their services, and configurations. */
  private Set<String> present() throws Exception {
    Set<String> present = new HashSet<>();
    for (Bundle bundle : context.getBundles()) {
      present.add("bundle " + bundle.getSymbolicName());
    }
    for (ServiceReference<?> service : context.getAllServiceReferences(null, null)) {
      for (String type : (String[]) service.getProperty(Constants.OBJECTCLASS)) {
        present.add("service " + type + " of " + service.getBundle().getSymbolicName());
      }
    }
    return present;
  }
}
