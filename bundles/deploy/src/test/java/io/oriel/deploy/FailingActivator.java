package io.oriel.deploy;

import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/** Cannot start. */
public final class FailingActivator implements BundleActivator {
  @Override
  public void start(BundleContext context) {
    throw new IllegalStateException("the sample is broken");
  }

  @Override
  public void stop(BundleContext context) {
    // Never started.
  }
}
