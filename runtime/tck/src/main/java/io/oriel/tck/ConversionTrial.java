package io.oriel.tck;

import io.oriel.api.aov.AovConverter;
import io.oriel.api.aov.AovData;
import io.oriel.api.aov.AovLayout;
import io.oriel.api.aov.Conversion;
import io.oriel.api.aov.ConversionRequest;
import io.oriel.api.aov.HostTensor;
import io.oriel.api.aov.Tensor;
import io.oriel.api.aov.TensorLayout;
import io.oriel.api.error.ErrorCode;
import io.oriel.api.error.OrielException;
import io.oriel.api.image.HostImage;
import io.oriel.api.image.ImageSpec;
import io.oriel.api.image.PixelFormat;
import io.oriel.api.image.Plane;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.opentest4j.TestAbortedException;

/** A conversion, an input and an output with memory around it that is nobody's. */
final class ConversionTrial implements AutoCloseable {
  static final byte UNTOUCHED = 0x5a;
  private static final int MARGIN = 256;

  /**
   * How input and output lie in memory.
   *
   * @param inputPadding elements between the rows of the input
   * @param outputOffset bytes before the first row of the output
   * @param outputPadding bytes between its rows, or negative for the ordinary ones
   */
  record Shape(int width, int height, int inputPadding, int outputOffset, int outputPadding) {
    static Shape plain(int width, int height) {
      return new Shape(width, height, 0, 0, -1);
    }

    private TensorLayout input(TensorLayout kind) {
      int row = (width * kind.channels() + inputPadding) * kind.type().bytes();
      return new TensorLayout(kind.type(), width, height, kind.channels(), row);
    }

    private ImageSpec output() {
      ImageSpec plain = ImageSpec.of(width, height, PixelFormat.BGRA8);
      return outputPadding < 0
          ? plain
          : new ImageSpec(
              width,
              height,
              PixelFormat.BGRA8,
              java.util.List.of(new Plane(outputOffset, width * 4 + outputPadding, height)));
    }
  }

  final AovLayout kind;
  final Conversion conversion;
  final HostTensor input;
  private final Arena arena = Arena.ofShared();
  private final Map<String, Tensor> others = new HashMap<>();
  private final Map<String, Object> parameters;
  private final HostImage output;

  /**
   * @throws TestAbortedException if the converter refuses: that has a rule of its own
   */
  ConversionTrial(
      AovConverter converter, AovLayout kind, Map<String, Object> parameters, Shape shape)
      throws OrielException {
    this.parameters = parameters;
    this.input = tensor(shape.input(kind.image()));
    Map<String, TensorLayout> otherLayouts = new HashMap<>();
    kind.others()
        .forEach((name, layout) -> {
          boolean pixels =
              layout.width() == kind.image().width() && layout.height() == kind.image().height();
          TensorLayout resized = pixels ? shape.input(layout) : layout;
          otherLayouts.put(name, resized);
          others.put(name, tensor(resized));
        });
    this.kind = new AovLayout(kind.aov(), input.layout(), otherLayouts);
    ImageSpec spec = shape.output();
    this.output = new HostImage(spec, arena.allocate(spec.sizeBytes() + MARGIN, 64));
    output.segment().fill(UNTOUCHED);
    try {
      this.conversion = converter.open(ConversionRequest.of(this.kind, spec).build());
    } catch (OrielException refused) {
      arena.close();
      if (refused.code() == ErrorCode.AOV_REFUSED) {
        throw new TestAbortedException("everyLayoutIsOpened says more", refused);
      }
      throw refused;
    }
  }

  private HostTensor tensor(TensorLayout layout) {
    return new HostTensor(layout, arena.allocate(Math.max(1, layout.sizeBytes()), 64));
  }

  /** Sets every byte of the input, that between its rows too. */
  ConversionTrial flood(byte value) {
    input.segment().fill(value);
    return this;
  }

  ConversionTrial ordinary(int seed) {
    Inputs.ordinary(kind, input, seed);
    others.values().forEach(other -> Inputs.ordinary(kind, (HostTensor) other, seed));
    return this;
  }

  ConversionTrial strange(long seed) {
    Inputs.strange(input, seed);
    others.values().forEach(other -> Inputs.strange((HostTensor) other, seed));
    return this;
  }

  /** What the output holds before the next conversion. */
  ConversionTrial paint(byte value) {
    output.segment().fill(value);
    return this;
  }

  /** Converts. */
  void convert() throws OrielException {
    conversion.convert(
        new AovData() {
          @Override
          public Tensor image() {
            return input;
          }

          @Override
          public Optional<Tensor> other(String name) {
            return Optional.ofNullable(others.get(name));
          }

          @Override
          public Map<String, Object> parameters() {
            return parameters;
          }
        },
        output);
  }

  /** Converts an ordinary input, and returns the picture. */
  byte[] picture(int seed) throws OrielException {
    ordinary(seed).convert();
    return picture();
  }

  /** The pixels alone, row by row. */
  byte[] picture() {
    Plane plane = output.spec().plane(0);
    int row = output.spec().width() * 4;
    byte[] pixels = new byte[row * output.spec().height()];
    for (int y = 0; y < output.spec().height(); y++) {
      long from = plane.offsetBytes() + (long) y * plane.pitchBytes();
      MemorySegment.copy(output.segment(), ValueLayout.JAVA_BYTE, from, pixels, y * row, row);
    }
    return pixels;
  }

  /** Offset of the first byte outside the picture that is not as it was painted; else -1. */
  long writtenOutside(byte painted) {
    Plane plane = output.spec().plane(0);
    for (long at = 0; at < output.segment().byteSize(); at++) {
      boolean outside = at < plane.offsetBytes() || at >= plane.endBytes();
      if (outside && output.segment().get(ValueLayout.JAVA_BYTE, at) != painted) {
        return at;
      }
    }
    return -1;
  }

  byte[] inputBytes() {
    return input.segment().toArray(ValueLayout.JAVA_BYTE);
  }

  /** Whether two pictures differ by no more than some steps a channel. */
  static boolean alike(byte[] one, byte[] other, int steps) {
    if (steps == 0) {
      return Arrays.equals(one, other);
    }
    for (int at = 0; at < one.length; at++) {
      if (Math.abs((one[at] & 0xff) - (other[at] & 0xff)) > steps) {
        return false;
      }
    }
    return one.length == other.length;
  }

  @Override
  public void close() {
    conversion.close();
    arena.close();
  }
}
