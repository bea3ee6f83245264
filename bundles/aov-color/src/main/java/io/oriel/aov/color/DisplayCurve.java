package io.oriel.aov.color;

/**
 * From a linear channel to its 8-bit code: exposure, a tone curve, and the transfer function of
 * sRGB (IEC 61966-2-1). The tone curves are quotients (a x + b) x / ((c x + d) x + e), so that one
 * kernel does for all. What is not a number or negative is black, the infinite is white.
 *
 * @param gain the exposure as a factor
 */
record DisplayCurve(float gain, float a, float b, float c, float d, float e) {
  /** Beyond these, with every tone curve, the code no longer changes. */
  static final float DARKEST = 1e-7f;

  static final float BRIGHTEST = 1e4f;

  /** Starting point of Newton's iteration for x^-1/4, in the manner of Lomont 2003. */
  static final int FOURTH_ROOT_MAGIC = 0x4f58cd6f;

  static final float NEWTON = 1.25f;

  // The transfer function in 255ths, from the fourth root of linear light: a line near black, above
  // it a minimax polynomial, 0.01 of a step from the truth at most.
  static final float LINE_END = 0.2365417f;
  static final float LINE_SLOPE = 255f * 12.92f;
  static final float CURVE_0 = -16.472787857055664f;
  static final float CURVE_1 = 49.99164581298828f;
  static final float CURVE_2 = 286.3424377441406f;
  static final float CURVE_3 = -85.61544799804688f;
  static final float CURVE_4 = 20.76296043395996f;

  /** Adding it to a float from 0 to 2^22 rounds to a whole number in the lowest bits. */
  static final float ROUND = 8_388_608f;

  /** More stops than any picture spans; the gain stays a number. */
  private static final double MAX_STOPS = 100;

  /** No tone curve: what is above 1 is white. */
  static DisplayCurve linear() {
    return new DisplayCurve(1, 0, 1, 0, 0, 1);
  }

  /** Reinhard et al. 2002, equation 3: x / (1 + x). */
  static DisplayCurve reinhard(double stops) {
    return new DisplayCurve(gain(stops), 0, 1, 0, 1, 1);
  }

  /** Narkowicz 2015, "ACES Filmic Tone Mapping Curve". */
  static DisplayCurve aces(double stops) {
    return new DisplayCurve(gain(stops), 2.51f, 0.03f, 2.43f, 0.59f, 0.14f);
  }

  private static float gain(double stops) {
    return (float) Math.pow(2, Math.clamp(stops, -MAX_STOPS, MAX_STOPS));
  }

  /** The same curve behind the exposure. */
  DisplayCurve exposed() {
    return new DisplayCurve(1, a, b, c, d, e);
  }

  /** The codes of all halfs, by their bits. */
  byte[] codesOfHalfs() {
    byte[] codes = new byte[1 << Short.SIZE];
    for (int half = 0; half < codes.length; half++) {
      codes[half] = (byte) code(Float.float16ToFloat((short) half));
    }
    return codes;
  }

  /** The code of a linear value. The vector kernel calculates like this. */
  int code(float linear) {
    float exposed = linear * gain;
    float atLeast = exposed > DARKEST ? exposed : DARKEST;
    float x = atLeast < BRIGHTEST ? atLeast : BRIGHTEST;
    float over = x * Math.fma(x, a, b);
    float under = Math.fma(x, Math.fma(x, c, d), e);
    float quartic = over * over * over * under;
    float quarter = quartic * -0.25f;
    float y = Float.intBitsToFloat(FOURTH_ROOT_MAGIC - (Float.floatToRawIntBits(quartic) >>> 2));
    float square = y * y;
    y = y * Math.fma(quarter * square, square, NEWTON);
    square = y * y;
    y = y * Math.fma(quarter * square, square, NEWTON);
    float unclamped = over * y;
    float root = unclamped < 1f ? unclamped : 1f;
    float curve = Math.fma(root, CURVE_4, CURVE_3);
    curve = Math.fma(curve, root, CURVE_2);
    curve = Math.fma(curve, root, CURVE_1);
    curve = Math.fma(curve, root, CURVE_0);
    float rootSquare = root * root;
    float line = rootSquare * LINE_SLOPE * rootSquare;
    return Float.floatToRawIntBits((root > LINE_END ? curve : line) + ROUND) & 0xff;
  }
}
