package io.oriel.api.render;

import java.util.List;
import java.util.Objects;

/**
 * A setting that a renderer offers.
 *
 * @param key name, such as {@code outlineWidth}
 * @param meaning one sentence
 * @param allowed the values that may be given
 * @param initial the one of them that holds until another is set
 * @param applies when a change is seen
 */
public record RenderSetting(
    String key, String meaning, List<String> allowed, String initial, Applies applies) {
  /** When a change of a setting is seen. */
  public enum Applies {
    /** In the next frame. */
    IMMEDIATE,
    /** When the stage is loaded again. */
    RELOAD_REQUIRED
  }

  public RenderSetting {
    allowed = List.copyOf(allowed);
    Objects.requireNonNull(applies, "applies");
    if (!allowed.contains(initial)) {
      throw new IllegalArgumentException(initial + " is not allowed for " + key);
    }
  }
}
