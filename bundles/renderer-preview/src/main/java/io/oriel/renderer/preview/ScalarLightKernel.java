package io.oriel.renderer.preview;

/** Light in plain Java. */
final class ScalarLightKernel implements LightKernel {
  @Override
  public void shade(
      Surface surface, Lights lights, int[] ids, int[] backdrop, int at, int[] colors) {
    for (int i = 0; i < Screen.TILE; i++) {
      colors[at + i] = ids[at + i] == 0 ? backdrop[at + i] : shade(surface, lights, i);
    }
  }

  private static int shade(Surface s, Lights l, int i) {
    float x = s.normalX[i];
    float y = s.normalY[i];
    float z = s.normalZ[i];
    float scale = 1f / (float) Math.sqrt(x * x + y * y + z * z + Float.MIN_NORMAL);
    float key = positive((x * l.key[0] + y * l.key[1] + z * l.key[2]) * scale);
    float head = positive((x * l.head[0] + y * l.head[1] + z * l.head[2]) * scale);
    float up = (x * l.up[0] + y * l.up[1] + z * l.up[2]) * scale;
    int red = encode(s.red[i] * light(l, 0, key, head, up));
    int green = encode(s.green[i] * light(l, 1, key, head, up));
    int blue = encode(s.blue[i] * light(l, 2, key, head, up));
    return red | green << 8 | blue << 16 | 0xff000000;
  }

  private static float light(Lights l, int k, float key, float head, float up) {
    return key * l.keyColor[k] + head * l.headColor[k] + up * l.skyColor[k] + l.ambientColor[k];
  }

  private static float positive(float cosine) {
    return cosine > 0f ? cosine : 0f;
  }

  private static int encode(float linear) {
    return Srgb.ENCODE[Math.min(Math.max((int) (linear * Srgb.ONE + 0.5f), 0), Srgb.ONE)];
  }
}
