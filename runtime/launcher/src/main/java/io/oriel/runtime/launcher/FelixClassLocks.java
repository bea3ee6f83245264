package io.oriel.runtime.launcher;

import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.Map;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.FrameworkListener;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.wiring.BundleWiring;

/**
 * Lets threads go that Felix keeps. While a class is defined, its class loader notes by which
 * thread. Where a second thread asks for the class and comes just when the first is done, it notes
 * that one too, and never forgets it ({@code BundleClassLoader.defineClassParallel} of Felix
 * 7.0.5). A thread that is kept keeps what it ran, and so the classes of a bundle that was removed.
 *
 * <p>A note is stale when its class is there. All are looked through whenever bundles have gone.
 */
final class FelixClassLocks implements FrameworkListener {
  private static final System.Logger LOG = System.getLogger(FelixClassLocks.class.getName());
  private static final String LOADER =
      "org.apache.felix.framework.BundleWiringImpl$BundleClassLoader";

  private final BundleContext context;
  private final Class<?> loaderType;
  private final Field notes;
  private final Method loadedClass;

  private FelixClassLocks(BundleContext context, Class<?> loaderType)
      throws ReflectiveOperationException {
    this.context = context;
    this.loaderType = loaderType;
    this.notes = loaderType.getDeclaredField("m_classLocks");
    this.loadedClass = loaderType.getDeclaredMethod("findLoadedClassInternal", String.class);
    notes.setAccessible(true);
    loadedClass.setAccessible(true);
  }

  /** Watches until the framework stops; another framework than Felix is left alone. */
  static void watch(Framework framework) {
    try {
      Class<?> type = Class.forName(LOADER, false, framework.getClass().getClassLoader());
      BundleContext context = framework.getBundleContext();
      context.addFrameworkListener(new FelixClassLocks(context, type));
    } catch (ReflectiveOperationException | RuntimeException e) {
      LOG.log(System.Logger.Level.DEBUG, "this framework keeps no threads, or in another way", e);
    }
  }

  @Override
  public void frameworkEvent(FrameworkEvent event) {
    if (event.getType() == FrameworkEvent.PACKAGES_REFRESHED) {
      for (Bundle bundle : context.getBundles()) {
        BundleWiring wiring = bundle.adapt(BundleWiring.class);
        if (wiring != null && loaderType.isInstance(wiring.getClassLoader())) {
          forgetStale(wiring.getClassLoader());
        }
      }
    }
  }

  private void forgetStale(ClassLoader loader) {
    try {
      ((Map<?, ?>) notes.get(loader)).keySet().removeIf(name -> isLoaded(loader, name));
    } catch (IllegalAccessException e) {
      throw new IllegalStateException("was made accessible", e);
    }
  }

  private boolean isLoaded(ClassLoader loader, Object name) {
    try {
      return loadedClass.invoke(loader, name) != null;
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("was made accessible, and throws nothing", e);
    }
  }
}
