package io.oriel.messages.stage;

import io.oriel.api.stage.Property;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How much an asker wants to hear of properties. What is too large for a message is not cut here
 * but on its way out.
 *
 * @param bytes of the properties as JSON, about
 */
record PropertyBudget(long bytes) {
  /** A quote before and behind, a colon or a comma. */
  private static final int PUNCTUATION = 3;

  static PropertyBudget of(Integer maxBytes) {
    return new PropertyBudget(maxBytes == null ? Long.MAX_VALUE : maxBytes);
  }

  /** The first properties that fit. */
  GetPropertiesResponse response(String path, List<Property> properties) {
    Map<String, Object> told = new LinkedHashMap<>();
    long used = 0;
    int omitted = 0;
    for (Property property : properties) {
      if (property.value().isEmpty()) {
        continue;
      }
      used += size(property.name()) + size(property.value().get());
      if (used > bytes) {
        omitted++;
      } else {
        told.put(property.name(), property.value().get());
      }
    }
    return new GetPropertiesResponse(
        path,
        told,
        omitted > 0 ? Optional.of(true) : Optional.empty(),
        omitted > 0 ? Optional.of(omitted) : Optional.empty());
  }

  private static long size(Object value) {
    return switch (value) {
      case Map<?, ?> map ->
          map.entrySet().stream()
              .mapToLong(entry -> size(entry.getKey()) + size(entry.getValue()))
              .sum();
      case List<?> list -> list.stream().mapToLong(PropertyBudget::size).sum();
      default -> value.toString().getBytes(StandardCharsets.UTF_8).length + PUNCTUATION;
    };
  }
}
