package io.oriel.api.render;

import io.oriel.api.aov.AovData;
import io.oriel.api.aov.AovLayout;
import io.oriel.api.error.OrielException;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/** The result of one step. Used on the render thread until it is closed. */
@ConsumerType
public interface RenderedFrame extends AutoCloseable {
  /** True if every output equals that of the step before: nothing was drawn. */
  boolean unchanged();

  /** Layout that {@link #map} will deliver for this output; empty if there is none. */
  Optional<AovLayout> layout(String aov);

  /**
   * Delivers an output, drawing it now if that was put off.
   *
   * @param aov one for which {@link #layout} is present
   * @return valid until {@link #close}
   */
  AovData map(String aov) throws OrielException;

  /** Answers to the queries of this step, in their order. */
  default List<PickResult> picks() {
    return List.of();
  }

  /** Gives the outputs back to the renderer. */
  @Override
  void close();
}
