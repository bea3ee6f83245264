package io.oriel.engine;

import io.oriel.api.aov.AovLayout;
import java.util.Map;
import java.util.Optional;

/**
 * What a renderer's steps deliver of the outputs that matter.
 *
 * @param requested the output that the renderer was asked for in that step
 * @param layouts of the requested output and of LdrColor, those that are there, by name
 */
record Outputs(String requested, Map<String, AovLayout> layouts) {
  /** Before anything was drawn. */
  static final Outputs NONE = new Outputs("", Map.of());

  Outputs {
    layouts = Map.copyOf(layouts);
  }

  Optional<AovLayout> layout(String aov) {
    return Optional.ofNullable(layouts.get(aov));
  }
}
