package io.oriel.viewers;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The services of one kind that are there, best first. Changed and read on any thread. */
final class Ranked<S> {
  private record Entry<S>(S service, int ranking, long id) {}

  /** Highest ranking first, among equals the oldest, as the OSGi framework orders services. */
  private static final Comparator<Entry<?>> BEST_FIRST =
      Comparator.<Entry<?>>comparingInt(Entry::ranking).reversed().thenComparingLong(Entry::id);

  private List<Entry<S>> entries = List.of();
  private volatile List<S> services = List.of();

  synchronized void add(S service, Map<String, Object> properties) {
    int ranking = properties.get("service.ranking") instanceof Integer value ? value : 0;
    long id = properties.get("service.id") instanceof Long value ? value : 0;
    List<Entry<S>> next = new ArrayList<>(entries);
    next.add(new Entry<>(service, ranking, id));
    next.sort(BEST_FIRST);
    replace(next);
  }

  synchronized void remove(S service) {
    replace(entries.stream().filter(e -> e.service() != service).toList());
  }

  private void replace(List<Entry<S>> next) {
    entries = List.copyOf(next);
    services = entries.stream().map(Entry::service).toList();
  }

  List<S> all() {
    return services;
  }

  Optional<S> best() {
    return services.stream().findFirst();
  }
}
