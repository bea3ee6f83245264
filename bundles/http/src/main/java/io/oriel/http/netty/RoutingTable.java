package io.oriel.http.netty;

import io.oriel.http.HttpResource;
import java.lang.System.Logger;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.osgi.framework.Constants;

/**
 * The routes of one listener. Services come and go from any thread; a request reads one snapshot
 * and never waits.
 */
final class RoutingTable {
  private static final Logger LOG = System.getLogger(RoutingTable.class.getName());
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final String listener;
  private final Map<Long, Route> byServiceId = new HashMap<>();
  private volatile Routes snapshot = new Routes(List.of());

  RoutingTable(final String listener) {
    this.listener = listener;
  }

  Routes snapshot() {
    return snapshot;
  }

  void add(final HttpResource resource, final Map<String, Object> properties) {
    try {
      put(Route.of(resource, properties));
    } catch (IllegalArgumentException e) {
      LOG.log(
          Logger.Level.WARNING,
          "The {0} listener ignores resource {1}: {2}",
          listener,
          resource.getClass().getName(),
          e.getMessage());
    }
  }

  /** Takes up changed properties; what runs in the resource runs on. */
  void update(final HttpResource resource, final Map<String, Object> properties) {
    final Route old;
    synchronized (this) {
      old = byServiceId.get(serviceId(properties));
    }
    if (old == null) {
      add(resource, properties);
      return;
    }
    try {
      put(old.with(properties));
    } catch (IllegalArgumentException e) {
      LOG.log(
          Logger.Level.WARNING,
          "The {0} listener keeps the former properties of resource {1}: {2}",
          listener,
          resource.getClass().getName(),
          e.getMessage());
    }
  }

  /** Returns when no request is left in the resource, or after 2 s. */
  void remove(final Map<String, Object> properties) {
    final Route removed;
    synchronized (this) {
      removed = byServiceId.remove(serviceId(properties));
      snapshot = new Routes(byServiceId.values());
    }
    if (removed != null) {
      removed.running().retire(PATIENCE);
    }
  }

  private synchronized void put(final Route route) {
    byServiceId.put(route.serviceId(), route);
    snapshot = new Routes(byServiceId.values());
  }

  private static Long serviceId(final Map<String, Object> properties) {
    return (Long) properties.get(Constants.SERVICE_ID);
  }
}
