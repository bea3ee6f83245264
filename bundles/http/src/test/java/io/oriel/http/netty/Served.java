package io.oriel.http.netty;

import io.oriel.api.error.OrielException;
import io.oriel.api.metrics.CounterSet;
import io.oriel.http.HttpResource;
import io.oriel.http.HttpRoute;
import java.io.IOException;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import org.osgi.framework.Constants;

/** A public listener on a free port of loopback, with the resources of a test. */
final class Served implements AutoCloseable {
  private final RoutingTable routes = new RoutingTable("public");
  private final CounterSet<HttpCounter> counters =
      new CounterSet<>(HttpCounter.class, Map.of("listener", "public"));
  private final OpenListener listener;
  private long services;

  private Served(final Map<String, Object> settings) throws OrielException {
    final Map<String, Object> values = new HashMap<>(settings);
    values.putIfAbsent("port", 0);
    listener =
        new OpenListener(ListenerSettings.of(Configured.publicListener(values)), routes, counters);
  }

  static Served open() throws OrielException {
    return new Served(Map.of());
  }

  static Served open(final Map<String, Object> settings) throws OrielException {
    return new Served(settings);
  }

  /** Adds a resource; the properties are named without their prefix. */
  Map<String, Object> add(
      final String path, final Map<String, Object> more, final HttpResource resource) {
    final Map<String, Object> properties = new HashMap<>();
    properties.put(Constants.SERVICE_ID, ++services);
    properties.put(HttpRoute.PATH, path);
    more.forEach(
        (key, value) -> properties.put(key.contains(".") ? key : HttpRoute.PREFIX_ + key, value));
    routes.add(resource, properties);
    return properties;
  }

  Map<String, Object> add(final String path, final HttpResource resource) {
    return add(path, Map.of(), resource);
  }

  RoutingTable routes() {
    return routes;
  }

  OpenListener listener() {
    return listener;
  }

  long count(final HttpCounter counter) {
    return counters.get(counter);
  }

  int port() {
    return listener.address().getPort();
  }

  URI uri(final String target) {
    return URI.create("http://127.0.0.1:" + port() + target);
  }

  RawPeer connect() throws IOException {
    return new RawPeer(port());
  }

  @Override
  public void close() {
    listener.close();
  }
}
