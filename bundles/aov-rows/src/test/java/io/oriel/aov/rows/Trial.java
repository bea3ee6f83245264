package io.oriel.aov.rows;

import static org.assertj.core.api.Assertions.assertThat;

import io.oriel.api.aov.AovConverter;
import io.oriel.api.aov.AovData;
import io.oriel.api.aov.AovLayout;
import io.oriel.api.aov.Conversion;
import io.oriel.api.aov.ConversionRequest;
import io.oriel.api.aov.HostTensor;
import io.oriel.api.aov.TensorLayout;
import io.oriel.api.error.OrielException;
import io.oriel.api.image.HostImage;
import io.oriel.api.image.ImageSpec;
import io.oriel.api.image.PixelFormat;
import io.oriel.api.image.Plane;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * An input and an output of one conversion, for tests: both lie at odd addresses, the output has an
 * unusual pitch and memory around it that nobody may write.
 */
public final class Trial implements AutoCloseable {
  private static final int MARGIN = 67;
  private static final byte UNTOUCHED = 0x5a;

  private final Arena arena = Arena.ofConfined();
  private final TensorLayout layout;
  private final HostTensor tensor;
  private final AovData data;
  private final Plane plane;
  private final MemorySegment memory;
  private final HostImage image;
  private final Conversion conversion;

  public Trial(AovConverter converter, String aov, TensorLayout layout) throws OrielException {
    this(converter, aov, layout, request -> request);
  }

  public Trial(
      AovConverter converter,
      String aov,
      TensorLayout layout,
      UnaryOperator<ConversionRequest.Builder> more)
      throws OrielException {
    this.layout = layout;
    this.tensor = new HostTensor(layout, arena.allocate(layout.sizeBytes() + 1, 64).asSlice(1));
    this.data = () -> tensor;
    this.plane = new Plane(12, layout.width() * 4 + 20, layout.height());
    ImageSpec spec =
        new ImageSpec(layout.width(), layout.height(), PixelFormat.BGRA8, List.of(plane));
    this.memory = arena.allocate(spec.sizeBytes() + 2 * MARGIN, 64);
    memory.fill(UNTOUCHED);
    this.image = new HostImage(spec, memory.asSlice(MARGIN, spec.sizeBytes()));
    this.conversion =
        converter.open(more.apply(ConversionRequest.of(AovLayout.of(aov, layout), spec)).build());
  }

  /** The whole input. */
  public MemorySegment input() {
    return tensor.segment();
  }

  /** Sets a channel of the input; of u32 it sets the bits of the float. */
  public void set(int x, int y, int channel, float value) {
    long at = at(x, y, channel);
    switch (layout.type()) {
      case U8 -> input().set(ValueLayout.JAVA_BYTE, at, (byte) value);
      case F16 -> input().set(ValueLayout.JAVA_SHORT_UNALIGNED, at, Float.floatToFloat16(value));
      case F32, U32 -> input().set(ValueLayout.JAVA_FLOAT_UNALIGNED, at, value);
    }
  }

  /** Sets a channel of 32 bits. */
  public void setBits(int x, int y, int channel, int bits) {
    input().set(ValueLayout.JAVA_INT_UNALIGNED, at(x, y, channel), bits);
  }

  private long at(int x, int y, int channel) {
    long element = (long) x * layout.channels() + channel;
    return (long) y * layout.pitchBytes() + element * layout.type().bytes();
  }

  /** Converts, and checks that nothing outside the picture was written. */
  public void convert() throws OrielException {
    convertUnchecked();
    for (long at = 0; at < memory.byteSize(); at++) {
      if (at < MARGIN + plane.offsetBytes() || at >= MARGIN + plane.endBytes()) {
        assertThat(memory.get(ValueLayout.JAVA_BYTE, at)).as("byte %d", at).isEqualTo(UNTOUCHED);
      }
    }
  }

  /** Converts and no more. */
  public void convertUnchecked() throws OrielException {
    conversion.convert(data, image);
  }

  /** A pixel of the output: alpha in the highest byte, then red, green and blue. */
  public int pixel(int x, int y) {
    long at = plane.offsetBytes() + (long) y * plane.pitchBytes() + x * 4L;
    return image.segment().get(ValueLayout.JAVA_INT_UNALIGNED, at);
  }

  public int red(int x, int y) {
    return pixel(x, y) >> 16 & 0xff;
  }

  public int green(int x, int y) {
    return pixel(x, y) >> 8 & 0xff;
  }

  public int blue(int x, int y) {
    return pixel(x, y) & 0xff;
  }

  @Override
  public void close() {
    conversion.close();
    arena.close();
  }
}
