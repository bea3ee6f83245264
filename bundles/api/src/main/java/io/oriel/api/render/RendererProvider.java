package io.oriel.api.render;

import io.oriel.api.error.OrielException;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * A way to draw stages. Registered as a service with the property {@code oriel.renderer}, the name
 * by which configuration chooses it. Stateless: a stream's state lives in its {@link Renderer}.
 */
@ConsumerType
public interface RendererProvider {
  /** Service property that names the renderer. */
  String RENDERER = "oriel.renderer";

  /**
   * Opens a renderer for one stream. Called on a thread of its own; may take its time.
   *
   * @throws OrielException with {@link io.oriel.api.error.ErrorCode#RENDERER_UNAVAILABLE} and what
   *     is missing if it cannot start here
   */
  Renderer open(RenderTarget target) throws OrielException;
}
