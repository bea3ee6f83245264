package io.oriel.tck;

import io.oriel.api.aov.AovLayout;
import io.oriel.api.aov.Aovs;
import io.oriel.api.aov.ElementType;
import io.oriel.api.aov.HostTensor;
import io.oriel.api.aov.TensorLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Random;
import java.util.Set;

/** What conversions are fed with, all of it made by arithmetic. */
final class Inputs {
  private static final int STEPS = 97;

  private static final Set<String> FLOAT_BITS =
      Set.of(Aovs.DEPTH, Aovs.DISTANCE_TO_IMAGE_PLANE, Aovs.DISTANCE_TO_CAMERA, Aovs.NORMAL);

  private static final float[] STRANGE = {
    0f,
    -0f,
    Float.NaN,
    Float.POSITIVE_INFINITY,
    Float.NEGATIVE_INFINITY,
    Float.MIN_VALUE,
    -Float.MIN_VALUE,
    Float.MAX_VALUE,
    -Float.MAX_VALUE,
    -1f,
    65504f
  };

  private Inputs() {}

  /**
   * An ordinary picture. The number of an element is {@code n = (7x + 13y + 29c + 31 seed) mod 97}:
   * n + 1 of u8 and u32, (n + 1) / 98 of f16 and f32, and the bits of the latter where a u32 output
   * holds the bits of an f32.
   */
  static void ordinary(AovLayout kind, HostTensor tensor, int seed) {
    TensorLayout layout = tensor.layout();
    for (int y = 0; y < layout.height(); y++) {
      for (int x = 0; x < layout.width(); x++) {
        for (int c = 0; c < layout.channels(); c++) {
          int n = Math.floorMod(7 * x + 13 * y + 29 * c + 31 * seed, STEPS) + 1;
          float share = n / (STEPS + 1f);
          long at = at(layout, x, y, c);
          MemorySegment to = tensor.segment();
          switch (layout.type()) {
            case U8 -> to.set(ValueLayout.JAVA_BYTE, at, (byte) n);
            case F16 -> to.set(ValueLayout.JAVA_SHORT_UNALIGNED, at, Float.floatToFloat16(share));
            case F32 -> to.set(ValueLayout.JAVA_FLOAT_UNALIGNED, at, share);
            case U32 -> {
              int bits = FLOAT_BITS.contains(kind.aov()) ? Float.floatToRawIntBits(share) : n;
              to.set(ValueLayout.JAVA_INT_UNALIGNED, at, bits);
            }
          }
        }
      }
    }
  }

  /** Numbers that are no colours and no depths, and any bits at all. */
  static void strange(HostTensor tensor, long seed) {
    Random random = new Random(seed);
    byte[] bytes = new byte[(int) tensor.segment().byteSize()];
    random.nextBytes(bytes);
    tensor.segment().copyFrom(MemorySegment.ofArray(bytes));
    TensorLayout layout = tensor.layout();
    for (int y = 0; y < layout.height(); y++) {
      for (int x = 0; x < layout.width(); x++) {
        for (int c = 0; c < layout.channels(); c++) {
          if (layout.type() != ElementType.U8 && random.nextBoolean()) {
            put(tensor, at(layout, x, y, c), STRANGE[random.nextInt(STRANGE.length)]);
          }
        }
      }
    }
  }

  private static void put(HostTensor tensor, long at, float value) {
    if (tensor.layout().type() == ElementType.F16) {
      tensor.segment().set(ValueLayout.JAVA_SHORT_UNALIGNED, at, Float.floatToFloat16(value));
    } else {
      tensor.segment().set(ValueLayout.JAVA_FLOAT_UNALIGNED, at, value);
    }
  }

  /** The channels of a pixel, as {@link Golden} takes them. */
  static double[] channels(HostTensor tensor, int x, int y) {
    TensorLayout layout = tensor.layout();
    double[] channels = new double[layout.channels()];
    for (int c = 0; c < channels.length; c++) {
      long at = at(layout, x, y, c);
      MemorySegment from = tensor.segment();
      channels[c] =
          switch (layout.type()) {
            case U8 -> Byte.toUnsignedInt(from.get(ValueLayout.JAVA_BYTE, at));
            case F16 -> Float.float16ToFloat(from.get(ValueLayout.JAVA_SHORT_UNALIGNED, at));
            case F32 -> from.get(ValueLayout.JAVA_FLOAT_UNALIGNED, at);
            case U32 -> Integer.toUnsignedLong(from.get(ValueLayout.JAVA_INT_UNALIGNED, at));
          };
    }
    return channels;
  }

  private static long at(TensorLayout layout, int x, int y, int channel) {
    long element = (long) x * layout.channels() + channel;
    return (long) y * layout.pitchBytes() + element * layout.type().bytes();
  }
}
