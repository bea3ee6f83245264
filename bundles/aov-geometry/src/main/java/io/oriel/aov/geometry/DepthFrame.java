package io.oriel.aov.geometry;

/**
 * One frame: how its distances become grey, and what of them the kernels have seen. A distance is
 * seen if it lies between {@link #CLOSEST} and {@link #REMOTEST}; all else is black, as nothing is.
 * Used by one thread at a time.
 */
final class DepthFrame {
  /** Less than any distance, in any unit; its inverse is still far from the end of floats. */
  static final float CLOSEST = 1e-30f;

  static final float REMOTEST = 1e30f;

  static final int FAR_GREY = 32;
  static final float GREYS = 255 - FAR_GREY;

  /** Adding it to a float from 0 to GREYS leaves the grey, rounded, in the lowest byte. */
  static final float ROUND_TO_GREY = 8_388_608f + FAR_GREY;

  static final int REPLICATE = 0x010101;
  static final int OPAQUE = 0xFF000000;
  static final int SIGN = 0x80000000;

  private static final int NONE_FAR = Integer.MAX_VALUE;

  // Set for the frame: grey = FAR_GREY + (1 / distance - far) * scale.
  float far;
  float scale;
  float tooNear;
  float tooFar;

  // What was seen; inverse distances as their bits, which for positive floats sort as they do.
  int anyBits;
  int nearestBits;
  int farthestBits;

  /** Pixels within reach of the range, less those out of it. */
  int balance;

  /** Sets the range and forgets what was seen. */
  void begin(DepthRange range) {
    double width = range.near() - range.far();
    far = (float) range.far();
    scale = width > 0 ? (float) (GREYS / width) : 0;
    tooNear = (float) (range.near() * 2);
    tooFar = (float) (range.far() / 2);
    anyBits = 0;
    nearestBits = 0;
    farthestBits = NONE_FAR;
    balance = 0;
  }

  /** Every element is zero, which no renderer means. */
  boolean empty() {
    return (anyBits & ~SIGN) == 0;
  }

  boolean seesAnything() {
    return nearestBits != 0;
  }

  /**
   * More than half of what is seen is nearer than half the near end or beyond twice the far end.
   */
  boolean changedWholly() {
    return balance < 0;
  }

  /** The greatest inverse distance. */
  float nearest() {
    return Float.intBitsToFloat(nearestBits);
  }

  /** The least inverse distance. */
  float farthest() {
    return Float.intBitsToFloat(farthestBits);
  }

  /** Takes note of an element and gives its BGRA word. The vector kernel calculates like this. */
  int grey(int bits) {
    anyBits |= bits;
    float distance = Float.intBitsToFloat(bits);
    if (!(distance > CLOSEST && distance < REMOTEST)) {
      return OPAQUE;
    }
    float inverse = 1f / distance;
    int inverseBits = Float.floatToRawIntBits(inverse);
    nearestBits = Math.max(nearestBits, inverseBits);
    farthestBits = Math.min(farthestBits, inverseBits);
    balance += inverse > tooNear || inverse < tooFar ? -1 : 1;
    float unclamped = (inverse - far) * scale;
    float atLeast = unclamped > 0f ? unclamped : 0f;
    float clamped = atLeast < GREYS ? atLeast : GREYS;
    int code = Float.floatToRawIntBits(clamped + ROUND_TO_GREY) & 0xff;
    return code * REPLICATE | OPAQUE;
  }
}
