package io.oriel.renderer.preview;

/** Lights surfaces. The scalar and the vector form give the same bits. */
interface LightKernel {
  // Starting points of Newton's iteration for x^-1/2 (Lomont 2003) and, likewise, x^-1/4.
  int ROOT_MAGIC = 0x5f375a86;
  int FOURTH_ROOT_MAGIC = 0x4f58cd6f;

  // The sRGB transfer function of IEC 61966-2-1 in 255ths, from the fourth root of linear light: a
  // line near black, above it a minimax polynomial, 0.06 of a step from the truth at most. A table
  // in memory would take longer.
  float LINE_END = 0.2365417f;
  float LINE_SLOPE = 255f * 12.92f;
  float CURVE_0 = 255f * -0.07176083f;
  float CURVE_1 = 255f * 0.25579515f;
  float CURVE_2 = 255f * 0.95257674f;
  float CURVE_3 = 255f * -0.13682573f;

  /** Adding it to a float from 0 to 2^22 rounds to a whole number in the lowest bits. */
  float ROUND = 8_388_608f;

  int CODE_MASK = 0xff;
  int OPAQUE = 0xff000000;

  /**
   * Colours the runs of a surface and empties it.
   *
   * @param colors red in the lowest byte, then green, blue and alpha; sRGB
   */
  void shade(Surface surface, Lights lights, int[] colors);

  /**
   * The colour of a surface with this normal and fourth root of albedo. Both kernels calculate like
   * this.
   */
  static int shade(Lights l, float x, float y, float z, float red, float green, float blue) {
    float scale = inverseRoot(dot(x, y, z, x, y, z));
    float key = positive(dot(x, y, z, l.key[0], l.key[1], l.key[2]) * scale);
    float head = positive(dot(x, y, z, l.head[0], l.head[1], l.head[2]) * scale);
    float up = dot(x, y, z, l.up[0], l.up[1], l.up[2]) * scale;
    float brightness =
        Math.fma(
            key, Lights.KEY, Math.fma(head, Lights.HEAD, Math.fma(up, Lights.SKY, Lights.AMBIENT)));
    float light = fourthRoot(brightness);
    float warmth = key - Lights.KEY_FACING;
    return code(red, light, warmth, Lights.WARM_RED)
        | code(green, light, warmth, Lights.WARM_GREEN) << 8
        | code(blue, light, warmth, Lights.WARM_BLUE) << 16
        | OPAQUE;
  }

  private static float dot(float x, float y, float z, float ax, float ay, float az) {
    return Math.fma(x, ax, Math.fma(y, ay, z * az));
  }

  /** Close to 1 / sqrt(square), and finite for 0. */
  private static float inverseRoot(float square) {
    float half = square * -0.5f;
    float y = Float.intBitsToFloat(ROOT_MAGIC - (Float.floatToRawIntBits(square) >>> 1));
    y = y * Math.fma(half * y, y, 1.5f);
    return y * Math.fma(half * y, y, 1.5f);
  }

  private static float fourthRoot(float x) {
    float quarter = x * -0.25f;
    float y = Float.intBitsToFloat(FOURTH_ROOT_MAGIC - (Float.floatToRawIntBits(x) >>> 2));
    float square = y * y;
    y = y * Math.fma(quarter * square, square, 1.25f);
    square = y * y;
    y = y * Math.fma(quarter * square, square, 1.25f);
    return x * y * (y * y);
  }

  private static float positive(float value) {
    return value > 0f ? value : 0f;
  }

  private static int code(float albedo, float light, float warmth, float warm) {
    float unclamped = albedo * (light * Math.fma(warmth, warm, 1f));
    float root = unclamped > 1f ? 1f : unclamped;
    float curve =
        Math.fma(Math.fma(Math.fma(root, CURVE_3, CURVE_2), root, CURVE_1), root, CURVE_0);
    float square = root * root;
    float line = square * LINE_SLOPE * square;
    return Float.floatToRawIntBits((root > LINE_END ? curve : line) + ROUND) & CODE_MASK;
  }
}
