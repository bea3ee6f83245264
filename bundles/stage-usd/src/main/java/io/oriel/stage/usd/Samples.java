package io.oriel.stage.usd;

/** Finding a time among rising sample times, without allocation. */
final class Samples {
  private Samples() {}

  /** Index of the first sample after {@code time}; the number of samples if there is none. */
  static int firstAfter(double[] times, double time) {
    int low = 0;
    int high = times.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (times[middle] > time) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }
}
