package io.oriel.http.netty;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Which route answers a path, at one moment. Immutable. */
final class Routes {
  /** A route and the part of the path behind its prefix. */
  record Match(Route route, String remainder) {}

  private static final Comparator<Route> BEST_FIRST =
      Comparator.comparingInt(Route::ranking).thenComparingLong(Route::serviceId).reversed();

  private final Map<String, Route> exact = new HashMap<>();
  // Longest first.
  private final Map<String, Route> prefixes =
      new TreeMap<>(
          Comparator.comparingInt(String::length)
              .reversed()
              .thenComparing(Comparator.naturalOrder()));

  Routes(final Collection<Route> routes) {
    final List<Route> ordered = routes.stream().sorted(BEST_FIRST).toList();
    for (final Route route : ordered) {
      for (final String path : route.paths()) {
        if (path.endsWith("*")) {
          prefixes.putIfAbsent(path.substring(0, path.length() - 1), route);
        } else {
          exact.putIfAbsent(path, route);
        }
      }
    }
  }

  Optional<Match> match(final String path) {
    final Route route = exact.get(path);
    if (route != null) {
      return Optional.of(new Match(route, ""));
    }
    for (final Map.Entry<String, Route> prefix : prefixes.entrySet()) {
      if (path.startsWith(prefix.getKey())) {
        return Optional.of(new Match(prefix.getValue(), path.substring(prefix.getKey().length())));
      }
    }
    return Optional.empty();
  }
}
