package io.oriel.deploy;

import java.util.concurrent.locks.LockSupport;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/** Does not return for as long as a property of the system says so. */
public final class StuckActivator implements BundleActivator {
  static final String STUCK = "io.oriel.deploy.stuck";

  @Override
  public void start(BundleContext context) {
    while (Boolean.getBoolean(STUCK)) {
      LockSupport.parkNanos(1_000_000);
    }
  }

  @Override
  public void stop(BundleContext context) {
    // Nothing is open.
  }
}
