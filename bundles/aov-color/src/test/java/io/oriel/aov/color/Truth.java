package io.oriel.aov.color;

import static org.assertj.core.api.Assertions.assertThat;

import io.oriel.api.aov.ToneMapping;

/** The formulas as their sources have them, in doubles. */
final class Truth {
  /** Half a step for rounding, and less than a tenth for halfs and the polynomial. */
  private static final double TOLERANCE = 0.58;

  private Truth() {}

  static double toneMapped(ToneMapping mapping, double linear) {
    if (Double.isInfinite(linear)) {
      return 1;
    }
    return switch (mapping) {
      case REINHARD -> linear / (1 + linear);
      case ACES -> linear * (2.51 * linear + 0.03) / (linear * (2.43 * linear + 0.59) + 0.14);
    };
  }

  /** IEC 61966-2-1, in 255ths. */
  static double srgb(double linear) {
    double clamped = linear > 0 ? Math.min(linear, 1) : 0;
    return 255
        * (clamped <= 0.0031308 ? 12.92 * clamped : 1.055 * Math.pow(clamped, 1 / 2.4) - 0.055);
  }

  /** The code is what the truth rounds to, or as good as that. */
  static void assertCode(int code, double truth, Object what) {
    assertThat(Math.abs(code - truth)).as("%s: %d for %f", what, code, truth).isLessThan(TOLERANCE);
  }

  /** Black for what is negative or not a number. */
  static double positive(double linear) {
    return linear > 0 ? linear : 0;
  }
}
