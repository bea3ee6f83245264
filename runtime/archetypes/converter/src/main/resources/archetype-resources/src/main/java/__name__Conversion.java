package ${package};

import io.oriel.api.aov.AovData;
import io.oriel.api.aov.Conversion;
import io.oriel.api.aov.HostTensor;
import io.oriel.api.image.HostImage;
import io.oriel.api.image.Image;
import io.oriel.api.image.Plane;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * One stream's conversion; runs on its render thread, for every frame: no allocation, no waiting.
 * What is to be remembered from frame to frame is a field here; another exposure or tone mapping
 * opens a new conversion, and what the former remembered is lost.
 */
final class ${name}Conversion implements Conversion {
  /** Black, opaque: where nothing is seen. */
  static final int NOTHING = 0xff000000;

  private static final int[] WHEEL = wheel();

  /**
   * The colour of a distance: once round the colour wheel each time the distance doubles, so that
   * near and far can be told apart in any unit. Change this to change the picture.
   *
   * @return blue, green, red, alpha from the lowest byte up
   */
  static int color(float distance) {
    if (!(distance > 0) || distance == Float.POSITIVE_INFINITY) {
      return NOTHING;
    }
    // The highest bits of the fraction: how far the distance is from one power of two to the next.
    return WHEEL[Float.floatToRawIntBits(distance) >>> 15 & 0xff];
  }

  private static int[] wheel() {
    int[] colors = new int[256];
    for (int i = 0; i < colors.length; i++) {
      double turn = i * 2 * Math.PI / colors.length;
      int red = wave(turn);
      int green = wave(turn - 2 * Math.PI / 3);
      int blue = wave(turn + 2 * Math.PI / 3);
      colors[i] = NOTHING | red << 16 | green << 8 | blue;
    }
    return colors;
  }

  private static int wave(double turn) {
    return (int) Math.round(140 + 110 * Math.cos(turn));
  }

  @Override
  public void convert(AovData in, Image out) {
    HostTensor distances = (HostTensor) in.image();
    HostImage picture = (HostImage) out;
    MemorySegment from = distances.segment();
    MemorySegment to = picture.segment();
    Plane plane = picture.spec().plane(0);
    for (int y = 0; y < picture.spec().height(); y++) {
      long read = (long) y * distances.layout().pitchBytes();
      long write = plane.offsetBytes() + (long) y * plane.pitchBytes();
      for (int x = 0; x < picture.spec().width(); x++) {
        float distance = from.get(ValueLayout.JAVA_FLOAT_UNALIGNED, read + x * 4L);
        to.set(ValueLayout.JAVA_INT_UNALIGNED, write + x * 4L, color(distance));
      }
    }
  }

  /** There is nothing to free; what {@code open} took would be freed here. */
  @Override
  public void close() {}
}
