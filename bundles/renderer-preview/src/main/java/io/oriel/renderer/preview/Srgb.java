package io.oriel.renderer.preview;

/** The transfer function of IEC 61966-2-1 (sRGB), tabled. */
final class Srgb {
  /** Linear 1 in the index of {@link #ENCODE}. */
  static final int ONE = 4096;

  /** 8-bit code by linear value, in steps fine enough to be within one code everywhere. */
  static final int[] ENCODE = new int[ONE + 1];

  /** Linear value by 8-bit code. */
  static final float[] DECODE = new float[256];

  static {
    for (int i = 0; i <= ONE; i++) {
      ENCODE[i] = (int) Math.round(encode(i / (double) ONE) * 255);
    }
    for (int i = 0; i < DECODE.length; i++) {
      DECODE[i] = (float) decode(i / 255.0);
    }
  }

  private Srgb() {}

  static double encode(double linear) {
    return linear <= 0.0031308 ? 12.92 * linear : 1.055 * Math.pow(linear, 1 / 2.4) - 0.055;
  }

  static double decode(double encoded) {
    return encoded <= 0.04045 ? encoded / 12.92 : Math.pow((encoded + 0.055) / 1.055, 2.4);
  }
}
