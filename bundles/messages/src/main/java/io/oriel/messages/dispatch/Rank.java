package io.oriel.messages.dispatch;

import java.util.Comparator;
import java.util.Map;

/** The place of a service among its like: the highest ranking first, then the oldest. */
record Rank(int ranking, long id) implements Comparable<Rank> {
  private static final Comparator<Rank> BEST_FIRST =
      Comparator.comparingInt(Rank::ranking).reversed().thenComparingLong(Rank::id);

  static Rank of(Map<String, ?> properties) {
    return new Rank(
        properties.get("service.ranking") instanceof Integer ranking ? ranking : 0,
        properties.get("service.id") instanceof Long id ? id : 0);
  }

  @Override
  public int compareTo(Rank other) {
    return BEST_FIRST.compare(this, other);
  }
}
