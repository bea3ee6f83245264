package io.oriel.deploy;

import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/** Registers a service under a class that every copy of its bundle has for itself. */
public final class OwnServiceActivator implements BundleActivator {
  @Override
  public void start(BundleContext context) {
    context.registerService(OwnServiceActivator.class, this, null);
  }

  @Override
  public void stop(BundleContext context) {
    // The framework unregisters it.
  }
}
