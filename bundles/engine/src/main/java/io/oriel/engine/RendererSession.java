package io.oriel.engine;

import io.oriel.api.image.Placement;
import io.oriel.api.render.Renderer;
import io.oriel.api.render.RendererProvider;
import io.oriel.api.swap.Offer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** An open renderer; stepped and closed, once, on the render thread. */
final class RendererSession {
  private static final System.Logger LOG = System.getLogger("io.oriel.engine");

  private final Offer<RendererProvider> offer;
  private final Renderer renderer;
  private final Placement placement;
  private final Optional<BufferRing> ring;
  private final Pace pace = new Pace();

  /** What waits for the call that runs beside the render thread. */
  private final List<Runnable> putOff = new ArrayList<>();

  private boolean preparing;
  private boolean abandoned;
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

  /** It prepares a stage from now on, beside the render thread; false if another call hangs. */
  synchronized boolean beginPreparing() {
    if (preparing || abandoned) {
      return false;
    }
    preparing = true;
    return true;
  }

  /** It has prepared a stage, or failed to; returns what was put off, for the render thread. */
  synchronized List<Runnable> endPreparing() {
    preparing = false;
    List<Runnable> due = abandoned ? List.of() : List.copyOf(putOff);
    putOff.clear();
    return due;
  }

  /** True while it prepares a stage, also if nobody waits for that any more. */
  synchronized boolean isPreparing() {
    return preparing;
  }

  /**
   * Has this done once it prepares no stage any more, and never if it was abandoned.
   *
   * @return false if nothing keeps it from being done at once: it is not done then
   */
  synchronized boolean putOff(Runnable action) {
    if (preparing) {
      putOff.add(action);
    }
    return preparing || abandoned;
  }

  /** A call of it on the render thread does not return: it is never touched again. */
  synchronized void abandon() {
    abandoned = true;
  }

  synchronized boolean isAbandoned() {
    return abandoned;
  }

  /** Closes it, once it prepares nothing. Render thread. */
  void close() {
    synchronized (this) {
      if (closed) {
        return;
      }
      closed = true;
    }
    if (!putOff(this::closeRenderer)) {
      closeRenderer();
    }
  }

  /** What it throws is its own affair. */
  private void closeRenderer() {
    try {
      renderer.close();
    } catch (Throwable e) {
      LOG.log(System.Logger.Level.WARNING, "A renderer failed to close", e);
    }
  }
}
