package io.oriel.http.netty;

import io.oriel.api.error.OrielException;
import io.oriel.api.metrics.CounterSet;
import io.oriel.http.HttpListener;
import io.oriel.http.HttpRoute;
import java.lang.System.Logger;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.Map;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;

/** A listener as its component holds it: the service says so only while the socket is there. */
final class Announced {
  private static final Logger LOG = System.getLogger(Announced.class.getName());

  private final ListenerSettings settings;
  private final BundleContext bundleContext;
  private final RoutingTable routes;
  private final CounterSet<HttpCounter> counters;
  private OpenListener listener;
  private ServiceRegistration<HttpListener> registration;

  Announced(final ListenerSettings settings, final BundleContext bundleContext) {
    this.settings = settings;
    this.bundleContext = bundleContext;
    this.routes = new RoutingTable(settings.name());
    this.counters = new CounterSet<>(HttpCounter.class, Map.of("listener", settings.name()));
  }

  RoutingTable routes() {
    return routes;
  }

  CounterSet<HttpCounter> counters() {
    return counters;
  }

  void open() throws OrielException {
    listener = PassingThread.call(() -> new OpenListener(settings, routes, counters));
    final Dictionary<String, Object> properties = new Hashtable<>();
    properties.put(HttpRoute.LISTENER, listener.name());
    properties.put(HttpListener.URL, listener.url());
    registration = bundleContext.registerService(HttpListener.class, listener, properties);
    LOG.log(Logger.Level.INFO, "The {0} HTTP listener is at {1}", listener.name(), listener.url());
  }

  void close() {
    registration.unregister();
    PassingThread.run(listener::close);
  }
}
