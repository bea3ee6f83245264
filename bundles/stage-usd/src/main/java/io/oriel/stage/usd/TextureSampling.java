package io.oriel.stage.usd;

import io.oriel.api.stage.Texture;

/**
 * How a {@code UsdUVTexture} reads its file. Scale and bias apply to linear colours, as it defines.
 *
 * @param scale of red, green, blue and alpha
 * @param bias added to them
 */
record TextureSampling(
    Texture.Wrap wrapS, Texture.Wrap wrapT, ColorSpace space, float[] scale, float[] bias) {
  /** In the order of the worker's numbers. */
  enum ColorSpace {
    AUTO,
    SRGB,
    RAW
  }

  static TextureSampling read(Payload payload) throws MalformedFrameException {
    Texture.Wrap wrapS = payload.pick(Texture.Wrap.values(), "wrap");
    Texture.Wrap wrapT = payload.pick(Texture.Wrap.values(), "wrap");
    ColorSpace space = payload.pick(ColorSpace.values(), "colour space");
    return new TextureSampling(wrapS, wrapT, space, four(payload), four(payload));
  }

  private static float[] four(Payload payload) throws MalformedFrameException {
    return new float[] {payload.f32(), payload.f32(), payload.f32(), payload.f32()};
  }

  /** The picture as a texture in sRGB. */
  Texture of(TextureDecoder.Picture picture) {
    // As Storm does it: eight bits of colour are sRGB unless something else is said.
    boolean linear = space == ColorSpace.RAW || (space == ColorSpace.AUTO && picture.linear());
    int[] red = table(0, linear);
    int[] green = table(1, linear);
    int[] blue = table(2, linear);
    int[] pixels = picture.rgba();
    for (int k = 0; k < pixels.length; k++) {
      int rgba = pixels[k];
      pixels[k] =
          red[rgba & 0xFF]
              | green[rgba >> 8 & 0xFF] << 8
              | blue[rgba >> 16 & 0xFF] << 16
              | rgba & 0xFF000000;
    }
    return new Texture(picture.width(), picture.height(), pixels, wrapS, wrapT);
  }

  /** What each of 256 stored values of a channel becomes. */
  private int[] table(int channel, boolean linear) {
    int[] table = new int[256];
    boolean plain = !linear && scale[channel] == 1 && bias[channel] == 0;
    for (int value = 0; value < 256; value++) {
      double share = value / 255.0;
      double light = (linear ? share : decoded(share)) * scale[channel] + bias[channel];
      double shown = light > 0 ? Math.min(light, 1) : 0;
      table[value] = plain ? value : (int) Math.round(encoded(shown) * 255);
    }
    return table;
  }

  /** The curve of IEC 61966-2-1, to linear light. */
  private static double decoded(double value) {
    return value <= 0.04045 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4);
  }

  private static double encoded(double light) {
    return light <= 0.0031308 ? light * 12.92 : 1.055 * Math.pow(light, 1 / 2.4) - 0.055;
  }
}
