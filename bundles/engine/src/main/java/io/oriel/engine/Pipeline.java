package io.oriel.engine;

import java.util.List;

/**
 * How the outputs of a step become a picture. Immutable; the render loop reads it once a frame.
 *
 * @param madeFor the outputs that it was made for
 * @param conversions the one for the requested output first if there is one, LdrColor's last
 */
record Pipeline(Outputs madeFor, List<OpenConversion> conversions) {
  Pipeline {
    conversions = List.copyOf(conversions);
  }
}
