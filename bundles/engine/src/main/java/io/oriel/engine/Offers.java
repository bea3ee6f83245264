package io.oriel.engine;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** The services of one kind that are there, best first. Immutable snapshots; any thread. */
final class Offers<S> {
  /** Highest ranking first, among equals the oldest, as the OSGi framework orders services. */
  private static final Comparator<Offer<?>> BEST_FIRST =
      Comparator.<Offer<?>>comparingInt(Offer::ranking).reversed().thenComparingLong(Offer::id);

  private volatile List<Offer<S>> all = List.of();

  synchronized void add(Offer<S> offer) {
    List<Offer<S>> next = new ArrayList<>(all);
    next.add(offer);
    next.sort(BEST_FIRST);
    all = List.copyOf(next);
  }

  synchronized Optional<Offer<S>> remove(S service) {
    Optional<Offer<S>> removed = all.stream().filter(o -> o.service() == service).findFirst();
    all = all.stream().filter(o -> o.service() != service).toList();
    return removed;
  }

  List<Offer<S>> all() {
    return all;
  }

  Optional<Offer<S>> best(Predicate<Offer<S>> accepted) {
    return all.stream().filter(accepted).findFirst();
  }
}
