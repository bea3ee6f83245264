package io.oriel.engine;

import java.util.Map;

/**
 * A service that is there, with what decides between it and others.
 *
 * @param service the service
 * @param id {@code service.id}
 * @param ranking {@code service.ranking}
 * @param properties all its properties
 */
record Offer<S>(S service, long id, int ranking, Map<String, Object> properties) {
  static <S> Offer<S> of(S service, Map<String, Object> properties) {
    long id = properties.get("service.id") instanceof Long value ? value : 0;
    int ranking = properties.get("service.ranking") instanceof Integer value ? value : 0;
    return new Offer<>(service, id, ranking, Map.copyOf(properties));
  }

  /** True if the property is this name or holds it among others. */
  boolean names(String property, String name) {
    return switch (properties.get(property)) {
      case String one -> one.equals(name);
      case String[] several -> java.util.Arrays.asList(several).contains(name);
      case java.util.Collection<?> several -> several.contains(name);
      case null, default -> false;
    };
  }
}
