package io.oriel.renderer.preview;

/**
 * Scene-linear colour: albedo times the light of {@link Lights} times {@link #GAIN}, and a one.
 * Where nothing is, the backdrop made linear, and a zero.
 */
final class RadianceShader implements Shader {
  /**
   * Radiance of a white surface that shows its own colour in LdrColor. Above 1, so that there is
   * something for exposure and tone mapping to do; with 2, Reinhard's puts the middle, 0.5, where
   * it is in LdrColor.
   */
  static final double GAIN = 2;

  private static final int ONE = Float.floatToRawIntBits(1f);

  private final Lights lights;
  private final Backdrop backdrop;

  RadianceShader(Lights lights, Backdrop backdrop) {
    this.lights = lights;
    this.backdrop = backdrop;
  }

  @Override
  public int channels() {
    return 4;
  }

  @Override
  public void begin() {
    backdrop.paint();
  }

  @Override
  public void background(int x, int y, int count, int[] words, int at) {
    int word = at;
    for (int i = 0; i < count; i++) {
      int color = backdrop.color(x + i, y);
      words[word++] = Float.floatToRawIntBits(Srgb.DECODE[color & 0xff]);
      words[word++] = Float.floatToRawIntBits(Srgb.DECODE[color >> 8 & 0xff]);
      words[word++] = Float.floatToRawIntBits(Srgb.DECODE[color >> 16 & 0xff]);
      words[word++] = 0;
    }
  }

  @Override
  public void surface(ExactTriangle triangle, int x, int y, int count, int[] words, int at) {
    int word = at;
    for (int i = 0; i < count; i++) {
      triangle.at(x + i, y);
      triangle.turn();
      triangle.paint();
      double key = Math.max(0, cosine(triangle, lights.key));
      double head = Math.max(0, cosine(triangle, lights.head));
      double up = cosine(triangle, lights.up);
      double light =
          GAIN * (Lights.AMBIENT + Lights.SKY * up + Lights.KEY * key + Lights.HEAD * head);
      double warmth = key - Lights.KEY_FACING;
      words[word++] = lit(triangle.red * light, warmth * Lights.WARM_RED);
      words[word++] = lit(triangle.green * light, warmth * Lights.WARM_GREEN);
      words[word++] = lit(triangle.blue * light, warmth * Lights.WARM_BLUE);
      words[word++] = ONE;
    }
  }

  private static double cosine(ExactTriangle triangle, float[] axis) {
    return triangle.normalX * axis[0] + triangle.normalY * axis[1] + triangle.normalZ * axis[2];
  }

  /** The warmth is in fourth roots, as {@link LightKernel} uses it. */
  private static int lit(double value, double warmth) {
    double square = (1 + warmth) * (1 + warmth);
    return Float.floatToRawIntBits((float) (value * square * square));
  }
}
