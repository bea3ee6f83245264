package io.oriel.messages.dispatch;

import io.oriel.api.error.ErrorCode;
import io.oriel.api.error.ErrorLog;
import io.oriel.api.error.Problem;
import io.oriel.api.message.MessageHandler;
import io.oriel.api.metrics.CounterSet;
import io.oriel.api.security.Role;
import io.oriel.api.swap.Offer;
import io.oriel.api.swap.Offers;
import io.oriel.api.swap.ServiceUse;
import io.oriel.messages.MessageCounter;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The handlers that are there, the best for each event. Changed and read on any thread. */
public final class Handlers {
  private final ErrorLog errors;
  private final CounterSet<MessageCounter> counters;
  private final Offers<MessageHandler<?>> offers = new Offers<>();
  private final Map<Offer<?>, BoundHandler<?>> bound = new HashMap<>();
  private volatile Map<String, BoundHandler<?>> best = Map.of();

  public Handlers(Outbox outbox) {
    this.errors = outbox.errors();
    this.counters = outbox.counters();
  }

  /** Binds a handler to the events of its properties; one that cannot be bound is reported. */
  public synchronized void add(MessageHandler<?> handler, Map<String, ?> properties) {
    Offer<MessageHandler<?>> offer = Offer.of(handler, properties);
    try {
      if (offer.values(MessageHandler.EVENT).isEmpty()) {
        throw new IllegalArgumentException("it has no property " + MessageHandler.EVENT);
      }
      bound.put(offer, new BoundHandler<>(offer, handler, role(properties)));
    } catch (RuntimeException | LinkageError e) {
      Problem why = new Problem(ErrorCode.INTERNAL, "it is not used: " + e.getMessage());
      errors.report("Handler " + handler.getClass().getName(), why, e);
      offer.giveUp(why);
    }
    offers.add(offer);
    choose();
  }

  /** Unbinds it; those that it outranked are used again. */
  public synchronized void remove(MessageHandler<?> handler) {
    offers.remove(handler).ifPresent(bound::remove);
    choose();
  }

  /**
   * A handler failed by a defect of its own. One that took the place of another gives it back when
   * that goes on; the only one there is stays, or whoever finds the defect takes the event from
   * all.
   */
  synchronized void failed(BoundHandler<?> handler, Problem why) {
    Offer<?> failed = handler.offer();
    if (offers.hasAnother(failed, MessageHandler.EVENT) && failed.failed(why)) {
      counters.increment(MessageCounter.HANDLERS_QUARANTINED);
      errors.report(
          "Handler " + handler.name() + ", which failed " + Offer.MAX_FAILURES + " times in a row,",
          new Problem(why.code(), "is no longer used: " + why.detail()));
      choose();
    }
  }

  /** What has become of the handlers that are services. */
  public List<ServiceUse> uses() {
    return offers
        .usesOfCalled(MessageHandler.EVENT, "")
        .filter(use -> use.serviceId() > 0)
        .toList();
  }

  private void choose() {
    Map<String, BoundHandler<?>> first = new TreeMap<>();
    for (Offer<MessageHandler<?>> offer : offers.all()) {
      if (offer.usable()) {
        offer
            .values(MessageHandler.EVENT)
            .forEach(event -> first.putIfAbsent(event.toString(), bound.get(offer)));
      }
    }
    best = first;
  }

  private static Role role(Map<String, ?> properties) {
    Object role = properties.get(MessageHandler.ROLE);
    return role == null ? Role.OPERATOR : Role.valueOf(role.toString().toUpperCase(Locale.ROOT));
  }

  Optional<BoundHandler<?>> find(String event) {
    return Optional.ofNullable(best.get(event));
  }

  /** The events that something is done about, sorted. */
  List<String> events() {
    return best.entrySet().stream()
        .filter(entry -> !entry.getValue().offer().says(MessageHandler.UNSUPPORTED))
        .map(Map.Entry::getKey)
        .toList();
  }
}
