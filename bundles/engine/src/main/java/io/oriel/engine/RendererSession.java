package io.oriel.engine;

import io.oriel.api.render.Renderer;
import io.oriel.api.render.RendererProvider;

/**
 * An open renderer.
 *
 * @param offer the service that it came from
 * @param renderer the session; stepped and closed on the render thread
 */
record RendererSession(Offer<RendererProvider> offer, Renderer renderer) {}
