package io.oriel.tck;

import io.oriel.api.aov.AovLayout;
import io.oriel.api.aov.Aovs;
import io.oriel.api.aov.ElementType;
import java.util.Optional;
import java.util.function.ToIntFunction;

/**
 * The colours that a kind of input has in the picture, where they are known.
 *
 * @param color from the channels of a pixel to its red, green and blue: {@code 0xRRGGBB}. A channel
 *     is 0 to 255 of u8, 0 to 2^32 - 1 of u32, else the value itself
 * @param tolerance by how many of 255 steps a channel of the picture may be off
 */
public record Golden(ToIntFunction<double[]> color, int tolerance) {
  /**
   * The colours that the contracts say: of {@link Aovs#LDR_COLOR} the same, and of {@link
   * Aovs#DIFFUSE_ALBEDO}, which is linear, the sRGB code (IEC 61966-2-1) of what is within 0 to 1.
   */
  static Optional<Golden> known(AovLayout layout) {
    boolean bytes = layout.image().type() == ElementType.U8;
    if (layout.image().channels() < 3) {
      return Optional.empty();
    }
    return switch (layout.aov()) {
      case Aovs.LDR_COLOR -> bytes ? Optional.of(new Golden(Golden::same, 0)) : Optional.empty();
      case Aovs.DIFFUSE_ALBEDO ->
          Optional.of(new Golden(channels -> encoded(channels, bytes ? 255 : 1), 1));
      default -> Optional.empty();
    };
  }

  private static int same(double[] channels) {
    return rgb((int) channels[0], (int) channels[1], (int) channels[2]);
  }

  private static int encoded(double[] channels, double white) {
    return rgb(srgb(channels[0] / white), srgb(channels[1] / white), srgb(channels[2] / white));
  }

  private static int srgb(double linear) {
    double v = Math.clamp(linear, 0, 1);
    double code = v <= 0.0031308 ? 12.92 * v : 1.055 * Math.pow(v, 1 / 2.4) - 0.055;
    return (int) Math.round(255 * code);
  }

  private static int rgb(int red, int green, int blue) {
    return red << 16 | green << 8 | blue;
  }
}
