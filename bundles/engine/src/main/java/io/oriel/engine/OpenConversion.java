package io.oriel.engine;

import io.oriel.api.aov.AovConverter;
import io.oriel.api.aov.AovLayout;
import io.oriel.api.aov.Conversion;
import io.oriel.api.image.Placement;
import io.oriel.api.swap.Offer;

/** A conversion at work. How it fails and how long it takes is noted on the render thread. */
final class OpenConversion {
  private static final System.Logger LOG = System.getLogger(OpenConversion.class.getName());

  /** As many make up for a failure. */
  private static final int PICTURES_A_FAILURE = 8;

  private static final int MAX_DEBT = 5 * PICTURES_A_FAILURE;

  private final Offer<AovConverter> offer;
  private final String aov;
  private final AovLayout layout;
  private final Placement placement;
  private final ConversionChoice choice;
  private final Conversion conversion;
  private final long slowNanos;
  private int failuresInARow;
  private int slowInARow;

  /** Grows with failures, and shrinks slowly with pictures. */
  private int debt;

  /**
   * @param offer the service that it came from
   * @param aov the output that it shows
   * @param layout of the inputs that it takes
   * @param placement of inputs and outputs
   * @param choice how it was asked for
   * @param conversion the session
   * @param slowNanos a conversion that takes longer is slow
   */
  OpenConversion(
      Offer<AovConverter> offer,
      String aov,
      AovLayout layout,
      Placement placement,
      ConversionChoice choice,
      Conversion conversion,
      long slowNanos) {
    this.offer = offer;
    this.aov = aov;
    this.layout = layout;
    this.placement = placement;
    this.choice = choice;
    this.conversion = conversion;
    this.slowNanos = slowNanos;
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
    return aov;
  }

  /** The renderer's output that it reads. */
  String source() {
    return layout.aov();
  }

  void succeeded() {
    failuresInARow = 0;
    debt = Math.max(0, debt - 1);
    offer.served();
  }

  /** How long it took. */
  void took(long nanos) {
    slowInARow = nanos > slowNanos ? slowInARow + 1 : 0;
  }

  /** True each time that it has been slow three times in a row. */
  boolean tooSlow() {
    boolean tooSlow = slowInARow >= Offer.MAX_FAILURES;
    slowInARow = tooSlow ? 0 : slowInARow;
    return tooSlow;
  }

  /** Returns how often in a row it has failed now. */
  int failed() {
    debt += PICTURES_A_FAILURE;
    return ++failuresInARow;
  }

  /** True each time that it has failed often, though not in a row. */
  boolean failsOften() {
    boolean often = debt >= MAX_DEBT;
    debt = often ? 0 : debt;
    return often;
  }

  /** Ends it; how that fails is logged. */
  void close() {
    close(conversion, aov);
  }

  /** Ends a conversion of an output; how that fails is logged. */
  static void close(Conversion conversion, String aov) {
    try {
      conversion.close();
    } catch (Throwable e) {
      LOG.log(System.Logger.Level.WARNING, "A conversion failed to close: " + aov, e);
    }
  }
}
