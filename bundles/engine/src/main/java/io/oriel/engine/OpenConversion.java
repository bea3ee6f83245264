package io.oriel.engine;

import io.oriel.api.aov.AovConverter;
import io.oriel.api.aov.AovLayout;
import io.oriel.api.aov.Conversion;

/**
 * A conversion at work.
 *
 * @param offer the service that it came from
 * @param layout of the inputs that it takes
 * @param conversion the session
 */
record OpenConversion(Offer<AovConverter> offer, AovLayout layout, Conversion conversion) {
  String aov() {
    return layout.aov();
  }
}
