package io.oriel.engine;

import java.util.List;

/**
 * How the outputs of a step become a picture. Immutable; the render loop reads it once a frame.
 *
 * @param madeFor the outputs that it was made for
 * @param conversions the one for the requested output first if there is one, LdrColor's last
 * @param requested the output that was asked for
 * @param source the renderer's output that it is made of
 */
record Pipeline(
    Outputs madeFor, List<OpenConversion> conversions, String requested, String source) {
  Pipeline {
    conversions = List.copyOf(conversions);
  }

  /** The same with other conversions. */
  Pipeline with(List<OpenConversion> others) {
    return new Pipeline(madeFor, others, requested, source);
  }

  /** The renderer's output that this output is made of, as far as that is known. */
  String sourceOf(String aov) {
    return aov.equals(requested) ? source : aov;
  }
}
