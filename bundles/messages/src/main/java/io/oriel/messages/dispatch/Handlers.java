package io.oriel.messages.dispatch;

import io.oriel.api.error.ErrorCode;
import io.oriel.api.error.ErrorLog;
import io.oriel.api.error.Problem;
import io.oriel.api.message.MessageHandler;
import io.oriel.api.security.Role;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The handlers that are there, the best for each event. Changed and read on any thread. */
public final class Handlers {
  private record Entry(Rank rank, List<String> events, BoundHandler<?> handler, boolean capable) {}

  private final ErrorLog errors;
  private List<Entry> entries = List.of();
  private volatile Map<String, Entry> best = Map.of();

  public Handlers(Outbox outbox) {
    this.errors = outbox.errors();
  }

  /** Binds a handler to the events of its properties; one that cannot be bound is reported. */
  public void add(MessageHandler<?> handler, Map<String, ?> properties) {
    try {
      List<String> events = events(properties.get(MessageHandler.EVENT));
      BoundHandler<?> bound = new BoundHandler<>(handler, role(properties));
      boolean capable = !Boolean.TRUE.equals(properties.get(MessageHandler.UNSUPPORTED));
      add(new Entry(Rank.of(properties), events, bound, capable));
    } catch (RuntimeException | LinkageError e) {
      errors.report(
          "Handler " + handler.getClass().getName(),
          new Problem(ErrorCode.INTERNAL, "it is not used: " + e.getMessage()),
          e);
    }
  }

  private synchronized void add(Entry entry) {
    List<Entry> next = new ArrayList<>(entries);
    next.add(entry);
    next.sort(Comparator.comparing(Entry::rank));
    replace(next);
  }

  /** Unbinds it; those that it outranked are used again. */
  public synchronized void remove(MessageHandler<?> handler) {
    replace(entries.stream().filter(entry -> !entry.handler().isOf(handler)).toList());
  }

  private void replace(List<Entry> next) {
    entries = List.copyOf(next);
    Map<String, Entry> first = new TreeMap<>();
    for (Entry entry : entries) {
      entry.events().forEach(event -> first.putIfAbsent(event, entry));
    }
    best = first;
  }

  private static List<String> events(Object property) {
    List<String> events =
        switch (property) {
          case String one -> List.of(one);
          case String[] several -> Arrays.asList(several);
          case null, default -> List.of();
        };
    if (events.isEmpty()) {
      throw new IllegalArgumentException("it has no property " + MessageHandler.EVENT);
    }
    return events;
  }

  private static Role role(Map<String, ?> properties) {
    Object role = properties.get(MessageHandler.ROLE);
    return role == null ? Role.OPERATOR : Role.valueOf(role.toString().toUpperCase(Locale.ROOT));
  }

  Optional<BoundHandler<?>> find(String event) {
    return Optional.ofNullable(best.get(event)).map(Entry::handler);
  }

  /** The events that something is done about, sorted. */
  List<String> events() {
    return best.entrySet().stream()
        .filter(entry -> entry.getValue().capable())
        .map(Map.Entry::getKey)
        .toList();
  }
}
