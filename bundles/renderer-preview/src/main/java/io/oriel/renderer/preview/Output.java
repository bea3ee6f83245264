package io.oriel.renderer.preview;

import io.oriel.api.aov.AovData;
import io.oriel.api.aov.AovLayout;

/**
 * One render output, drawn from the visibility buffer when somebody maps it. Keeps its picture from
 * frame to frame, so that only tiles in which something changed are drawn again.
 */
interface Output extends AutoCloseable {
  /** Name and shape; constant. */
  AovLayout layout();

  /**
   * Makes ready for {@link #draw}; takes the output's memory when called for the first time, so
   * that an output which nobody maps has none. Render thread.
   */
  void begin(SceneState state);

  /** The output's memory, after {@link #begin}. */
  AovData data();

  /** True if this version of the tile was the last one drawn. */
  boolean isDrawn(int tile, int version);

  /**
   * Draws a tile. Any number of threads, each with tiles and buffers of its own.
   *
   * @param buffers hold the ids and depths of the tile
   */
  void draw(
      Kernels kernels, SceneState state, Lights lights, int tile, int version, TileBuffers buffers);

  /** Completes the picture when every tile is drawn. Render thread. */
  default void finish() {}

  /** Frees the memory. */
  @Override
  void close();
}
