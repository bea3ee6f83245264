package io.oriel.runtime.launcher.sample;

import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;

/** Installs another bundle while it starts, as deployment from a folder may. */
public final class SampleInstaller implements BundleActivator {
  @Override
  public void start(BundleContext context) throws BundleException {
    String location = context.getBundle().getHeaders("").get("Sample-Installs");
    context.installBundle(location).start();
  }

  @Override
  public void stop(BundleContext context) {}
}
