package io.oriel.engine;

import io.oriel.api.aov.AovConverter;
import io.oriel.api.aov.AovLayout;
import io.oriel.api.aov.Conversion;
import io.oriel.api.image.Placement;
import io.oriel.api.swap.Offer;

/** A conversion at work. Its failures are counted on the render thread. */
final class OpenConversion {
  private final Offer<AovConverter> offer;
  private final AovLayout layout;
  private final Placement placement;
  private final ConversionChoice choice;
  private final Conversion conversion;
  private int failuresInARow;

  /**
   * @param offer the service that it came from
   * @param layout of the inputs that it takes
   * @param placement of inputs and outputs
   * @param choice how it was asked for
   * @param conversion the session
   */
  OpenConversion(
      Offer<AovConverter> offer,
      AovLayout layout,
      Placement placement,
      ConversionChoice choice,
      Conversion conversion) {
    this.offer = offer;
    this.layout = layout;
    this.placement = placement;
    this.choice = choice;
    this.conversion = conversion;
  }

  Offer<AovConverter> offer() {
    return offer;
  }

  AovLayout layout() {
    return layout;
  }

  Placement placement() {
    return placement;
  }

  ConversionChoice choice() {
    return choice;
  }

  Conversion conversion() {
    return conversion;
  }

  String aov() {
    return layout.aov();
  }

  void succeeded() {
    failuresInARow = 0;
    offer.served();
  }

  /** Returns how often in a row it has failed now. */
  int failed() {
    return ++failuresInARow;
  }
}
