package io.oriel.runtime.itest.pax.sample;

import io.oriel.api.aov.AovConverter;
import io.oriel.api.aov.AovData;
import io.oriel.api.aov.Conversion;
import io.oriel.api.aov.ConversionRequest;
import io.oriel.api.image.HostImage;
import io.oriel.api.image.Image;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Map;

/** Paints every pixel in one colour; it has no state, so it is its own conversion. */
public final class PaintConverter implements AovConverter, Conversion {
  private static final ValueLayout.OfInt PIXEL =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private final int colour;

  public PaintConverter(Map<String, Object> properties) {
    colour = (Integer) properties.get("colour");
  }

  @Override
  public Conversion open(ConversionRequest request) {
    return this;
  }

  @Override
  public void convert(AovData in, Image out) {
    MemorySegment pixels = ((HostImage) out).segment();
    long pitch = out.spec().plane(0).pitchBytes();
    long row = out.spec().width() * 4L;
    for (long x = 0; x < row; x += 4) {
      pixels.set(PIXEL, x, colour);
    }
    for (int y = 1; y < out.spec().height(); y++) {
      MemorySegment.copy(pixels, 0, pixels, y * pitch, row);
    }
  }

  @Override
  public void close() {
    // It has nothing.
  }
}
