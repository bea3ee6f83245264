package io.oriel.deploy;

import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/** Registers one service, as a converter does. */
public final class RegisteringActivator implements BundleActivator {
  @Override
  public void start(BundleContext context) {
    context.registerService(Runnable.class, () -> {}, null);
  }

  @Override
  public void stop(BundleContext context) {
    // The framework unregisters it.
  }
}
