package io.oriel.runtime.launcher.sample;

import java.util.Hashtable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceFactory;
import org.osgi.framework.ServiceRegistration;

/** A transport that fails when it is stopped; packed into a bundle by the tests. */
public final class FailingTransport implements BundleActivator, ServiceFactory<Object> {
  @Override
  public void start(BundleContext context) {
    context.registerService("io.oriel.api.transport.Transport", this, new Hashtable<>());
  }

  @Override
  public void stop(BundleContext context) {
    throw new IllegalArgumentException("planned");
  }

  @Override
  public Object getService(Bundle bundle, ServiceRegistration<Object> of) {
    throw new UnsupportedOperationException("nobody opens it");
  }

  @Override
  public void ungetService(Bundle bundle, ServiceRegistration<Object> of, Object service) {}
}
