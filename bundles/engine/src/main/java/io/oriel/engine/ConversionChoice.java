package io.oriel.engine;

import io.oriel.api.aov.ToneMapping;
import io.oriel.api.render.ViewState;

/**
 * What a view asks of the conversion.
 *
 * @param aov output that is to be shown
 * @param exposure of scene-linear outputs, stops
 * @param toneMapping of scene-linear outputs
 */
record ConversionChoice(String aov, double exposure, ToneMapping toneMapping) {
  static ConversionChoice of(ViewState view) {
    return new ConversionChoice(view.aov(), view.exposure(), view.toneMapping());
  }

  /** True if the two differ in the output at most. */
  boolean looksLike(ConversionChoice other) {
    return exposure == other.exposure && toneMapping == other.toneMapping;
  }
}
