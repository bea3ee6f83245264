package io.oriel.api.render;

import java.util.Objects;

/**
 * What a renderer draws for.
 *
 * @param stream name of the stream
 * @param width pixels, fixed for the life of the renderer
 * @param height pixels, fixed for the life of the renderer
 * @param framesPerSecond the rate at which steps are asked for
 */
public record RenderTarget(String stream, int width, int height, double framesPerSecond) {
  public RenderTarget {
    Objects.requireNonNull(stream, "stream");
  }
}
