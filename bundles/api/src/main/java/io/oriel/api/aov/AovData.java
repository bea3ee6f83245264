package io.oriel.api.aov;

import java.util.Map;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * A mapped render output of one step. It belongs to the renderer and is valid until the {@link
 * io.oriel.api.render.RenderedFrame} that gave it is closed. Used on the render thread; the blank
 * one of a warm-up on the thread that opened the conversion.
 */
@ConsumerType
public interface AovData {
  /** The tensor that holds the picture. */
  Tensor image();

  /** A further tensor by name; empty for a single-tensor output. */
  default Optional<Tensor> other(String name) {
    return Optional.empty();
  }

  /** Parameters that the renderer gives with the output, such as the id table of a segmentation. */
  default Map<String, Object> parameters() {
    return Map.of();
  }
}
