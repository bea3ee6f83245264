package io.oriel.engine;

import io.oriel.api.image.Placement;
import io.oriel.api.render.Renderer;
import io.oriel.api.render.RendererProvider;
import io.oriel.api.swap.Offer;
import java.util.Optional;

/** An open renderer; stepped and closed, once, on the render thread. */
final class RendererSession {
  private static final System.Logger LOG = System.getLogger("io.oriel.engine");

  private final Offer<RendererProvider> offer;
  private final Renderer renderer;
  private final Placement placement;
  private final Optional<BufferRing> ring;
  private final Pace pace = new Pace();
  private boolean closed;

  /**
   * @param offer the service that it came from
   * @param renderer the session
   * @param placement where its outputs are
   * @param ring buffers there, if those in use when it was opened are elsewhere
   */
  RendererSession(
      Offer<RendererProvider> offer,
      Renderer renderer,
      Placement placement,
      Optional<BufferRing> ring) {
    this.offer = offer;
    this.renderer = renderer;
    this.placement = placement;
    this.ring = ring;
  }

  Offer<RendererProvider> offer() {
    return offer;
  }

  boolean isOf(RendererProvider provider) {
    return offer.service() == provider;
  }

  Renderer renderer() {
    return renderer;
  }

  Placement placement() {
    return placement;
  }

  Optional<BufferRing> ring() {
    return ring;
  }

  /** How long its steps take. Render thread. */
  Pace pace() {
    return pace;
  }

  /** What it throws is its own affair. Render thread. */
  synchronized void close() {
    if (!closed) {
      closed = true;
      try {
        renderer.close();
      } catch (Throwable e) {
        LOG.log(System.Logger.Level.WARNING, "A renderer failed to close", e);
      }
    }
  }
}
