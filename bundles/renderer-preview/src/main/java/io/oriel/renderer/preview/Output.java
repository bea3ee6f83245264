package io.oriel.renderer.preview;

import io.oriel.api.aov.AovData;
import io.oriel.api.aov.AovLayout;

/** One render output, drawn from the visibility buffer when somebody maps it. */
interface Output extends AutoCloseable {
  /** Name and shape; constant. */
  AovLayout layout();

  /**
   * Brings the output up to date. Render thread.
   *
   * @return the output's memory, valid until the next step
   */
  AovData draw(SceneState state, Visibility visibility, Lights lights, RasterCrew crew);

  /** Frees the memory. */
  @Override
  void close();
}
