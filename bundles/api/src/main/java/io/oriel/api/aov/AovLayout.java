package io.oriel.api.aov;

import java.util.Map;
import java.util.Optional;

/**
 * What a render output looks like: one tensor or several named ones.
 *
 * @param aov name of the output, such as {@code LdrColor}
 * @param image the tensor that holds the picture
 * @param others further tensors by name, empty for a single-tensor output
 */
public record AovLayout(String aov, TensorLayout image, Map<String, TensorLayout> others) {
  public AovLayout {
    others = Map.copyOf(others);
  }

  /** An output of one tensor. */
  public static AovLayout of(String aov, TensorLayout image) {
    return new AovLayout(aov, image, Map.of());
  }

  /** One of the further tensors. */
  public Optional<TensorLayout> other(String name) {
    return Optional.ofNullable(others.get(name));
  }
}
