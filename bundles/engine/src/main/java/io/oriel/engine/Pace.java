package io.oriel.engine;

import io.oriel.api.swap.Offer;

/** How long the steps of a renderer take. Render thread. */
final class Pace {
  private boolean stepped;
  private int slowInARow;

  /** Another stage: how long that takes is not known yet. */
  void forget() {
    stepped = false;
    slowInARow = 0;
  }

  /**
   * A step took this long.
   *
   * @return true each time that it was slow three times in a row
   */
  boolean took(long nanos, long slowNanos) {
    stepped = true;
    slowInARow = nanos > slowNanos ? slowInARow + 1 : 0;
    return slowInARow > 0 && slowInARow % Offer.MAX_FAILURES == 0;
  }

  /** True if its steps are known not to be slow. */
  boolean isQuick() {
    return stepped && slowInARow == 0;
  }
}
