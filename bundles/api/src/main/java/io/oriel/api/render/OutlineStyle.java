package io.oriel.api.render;

import java.util.Objects;

/**
 * How the prims of an outline group are marked.
 *
 * @param outline colour of the line
 * @param fill colour that is laid over the prims themselves, where the renderer fills groups
 */
public record OutlineStyle(Rgba outline, Rgba fill) {
  /** An orange line and no fill. */
  public static final OutlineStyle DEFAULT =
      new OutlineStyle(new Rgba(1, 0.6f, 0, 1), new Rgba(1, 0.6f, 0, 0));

  public OutlineStyle {
    Objects.requireNonNull(outline, "outline");
    Objects.requireNonNull(fill, "fill");
  }
}
