package io.oriel.renderer.preview;

import java.util.Map;

/**
 * What an output says of a pixel. Writes words, {@link #channels} a pixel: the bits of floats or
 * whole numbers. Any number of threads.
 */
interface Shader {
  int MAX_CHANNELS = 4;

  /** Words a pixel, at most {@link #MAX_CHANNELS}. */
  int channels();

  /** Called on the render thread before tiles are drawn. */
  default void begin() {}

  /** Parameters that go with the output of this scene. Render thread. */
  default Map<String, Object> parameters(Scene scene) {
    return Map.of();
  }

  /** Pixels of a row in which nothing is seen, from column x on. */
  void background(int x, int y, int count, int[] words, int at);

  /** Pixels of a row that show one triangle, from column x on. */
  void surface(ExactTriangle triangle, int x, int y, int count, int[] words, int at);
}
