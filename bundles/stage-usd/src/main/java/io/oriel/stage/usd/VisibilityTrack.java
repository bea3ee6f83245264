package io.oriel.stage.usd;

/**
 * Visibility that changes; it holds until the next sample.
 *
 * @param parent number of the next changing ancestor, or -1; always smaller than its own
 */
record VisibilityTrack(int parent, double[] times, byte[] shown) {
  boolean at(double time) {
    if (times.length == 0) {
      return true;
    }
    return shown[Math.max(0, Samples.firstAfter(times, time) - 1)] != 0;
  }
}
