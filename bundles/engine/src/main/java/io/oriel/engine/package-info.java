/**
 * The engine: streams, their render loop, stage loads and the choice of converters. Exports
 * nothing.
 *
 * <p>The way of a frame: {@code RenderLoop.tick} steps the renderer, {@code Screen.show} converts
 * and publishes, {@code FrameSinks} delivers.
 */
package io.oriel.engine;
