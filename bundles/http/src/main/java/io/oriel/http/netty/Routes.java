package io.oriel.http.netty;

import java.util.ArrayList;
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

  // Of each path, best first.
  private final Map<String, List<Route>> exact = new HashMap<>();
  // Longest first.
  private final Map<String, List<Route>> prefixes =
      new TreeMap<>(
          Comparator.comparingInt(String::length)
              .reversed()
              .thenComparing(Comparator.naturalOrder()));

  Routes(final Collection<Route> routes) {
    final List<Route> ordered = routes.stream().sorted(BEST_FIRST).toList();
    for (final Route route : ordered) {
      for (final String path : route.paths()) {
        if (path.endsWith("*")) {
          add(prefixes, path.substring(0, path.length() - 1), route);
        } else {
          add(exact, path, route);
        }
      }
    }
  }

  private static void add(final Map<String, List<Route>> to, final String path, final Route route) {
    to.computeIfAbsent(path, p -> new ArrayList<>()).add(route);
  }

  private static Route best(final List<Route> routes) {
    return routes.stream()
        .filter(route -> route.running().ready())
        .findFirst()
        .orElse(routes.getFirst());
  }

  Optional<Match> match(final String path) {
    final List<Route> routes = exact.get(path);
    if (routes != null) {
      return Optional.of(new Match(best(routes), ""));
    }
    for (final Map.Entry<String, List<Route>> prefix : prefixes.entrySet()) {
      if (path.startsWith(prefix.getKey())) {
        return Optional.of(
            new Match(best(prefix.getValue()), path.substring(prefix.getKey().length())));
      }
    }
    return Optional.empty();
  }
}
