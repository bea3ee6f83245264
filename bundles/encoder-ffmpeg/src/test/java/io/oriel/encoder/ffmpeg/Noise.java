package io.oriel.encoder.ffmpeg;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import io.oriel.api.image.HostImage;
import java.util.Random;

/** Pictures that need many bits. */
final class Noise {
  private Noise() {}

  static void paint(HostImage image, int seed) {
    Random random = new Random(seed);
    for (long i = 0; i < image.segment().byteSize(); i++) {
      image.segment().set(JAVA_BYTE, i, (byte) (112 + random.nextInt(24)));
    }
  }
}
