package io.oriel.video;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.oriel.api.image.HostImage;
import io.oriel.api.image.ImageSpec;
import io.oriel.api.image.PixelFormat;
import io.oriel.api.image.Plane;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ColorConverterTest {
  private final ColorConverter converter = new ColorConverter();
  private final RowKernel scalar = new ScalarKernel();

  /** 100 % colour bars in 8 bits as ITU-R BT.709-6 gives them for the limited range. */
  @ParameterizedTest
  @CsvSource({
    "255, 255, 255, 235, 128, 128",
    "255, 255, 0, 219, 16, 138",
    "0, 255, 255, 188, 154, 16",
    "0, 255, 0, 173, 42, 26",
    "255, 0, 255, 78, 214, 230",
    "255, 0, 0, 63, 102, 240",
    "0, 0, 255, 32, 240, 118",
    "0, 0, 0, 16, 128, 128"
  })
  void primaryColoursHaveTheirPublishedValues(int red, int green, int blue, int y, int cb, int cr) {
    try (Arena arena = Arena.ofConfined()) {
      HostImage from = picture(arena, ImageSpec.of(2, 2, PixelFormat.BGRA8));
      fill(from, red, green, blue);
      HostImage to = picture(arena, ImageSpec.of(2, 2, PixelFormat.I420));

      converter.convert(scalar, from, to);

      assertThat(at(to, 0, 0, 0)).isEqualTo(y);
      assertThat(at(to, 0, 1, 1)).isEqualTo(y);
      assertThat(at(to, 1, 0, 0)).isEqualTo(cb);
      assertThat(at(to, 2, 0, 0)).isEqualTo(cr);
    }
  }

  @Test
  void everyColourIsWithinOneStepOfTheExactFormula() {
    for (int red = 0; red < 256; red += 5) {
      for (int green = 0; green < 256; green += 3) {
        for (int blue = 0; blue < 256; blue += 5) {
          double luma = 0.2126 * red + 0.7152 * green + 0.0722 * blue;
          double y = 16 + luma * 219 / 255;
          double cb = 128 + (blue - luma) / 1.8556 * 224 / 255;
          double cr = 128 + (red - luma) / 1.5748 * 224 / 255;
          int pixel = red << 16 | green << 8 | blue;
          assertThat((double) Bt709.luma(pixel)).as("luma").isCloseTo(y, within(0.75));
          assertThat((double) Bt709.cb(4 * red, 4 * green, 4 * blue)).isCloseTo(cb, within(0.51));
          assertThat((double) Bt709.cr(4 * red, 4 * green, 4 * blue)).isCloseTo(cr, within(0.51));
        }
      }
    }
  }

  @Test
  void chromaIsTheMeanOfItsFourPixels() {
    try (Arena arena = Arena.ofConfined()) {
      HostImage from = picture(arena, ImageSpec.of(2, 2, PixelFormat.BGRA8));
      fill(from, 0, 0, 0);
      put(from, 1, 0, 255, 0, 0);
      put(from, 0, 1, 0, 0, 255);
      HostImage to = picture(arena, ImageSpec.of(2, 2, PixelFormat.I420));

      converter.convert(scalar, from, to);

      assertThat(at(to, 1, 0, 0)).isEqualTo(Math.round((128 + 102.33f + 240 + 128) / 4));
      assertThat(at(to, 2, 0, 0)).isEqualTo(Math.round((128 + 240 + 117.73f + 128) / 4));
    }
  }

  static Stream<Arguments> shapes() {
    return Stream.of(PixelFormat.NV12, PixelFormat.I420)
        .flatMap(format ->
            Stream.of(
                    new int[] {2, 2, 0},
                    new int[] {6, 4, 4},
                    new int[] {14, 2, 8},
                    new int[] {16, 6, 0},
                    new int[] {30, 4, 12},
                    new int[] {32, 2, 0},
                    new int[] {34, 8, 52},
                    new int[] {62, 2, 0},
                    new int[] {98, 10, 4},
                    new int[] {640, 36, 0},
                    new int[] {1278, 4, 8})
                .map(shape -> Arguments.of(format, shape[0], shape[1], shape[2])));
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void theVectorKernelWritesTheSameBytes(PixelFormat format, int width, int height, int padding) {
    Assumptions.assumeTrue(VectorKernel.supported());
    long seed = System.nanoTime();
    try (Arena arena = Arena.ofConfined()) {
      ImageSpec packed =
          new ImageSpec(
              width,
              height,
              PixelFormat.BGRA8,
              List.of(new Plane(padding, width * 4 + padding, height)));
      HostImage from = picture(arena, packed);
      byte[] noise = new byte[Math.toIntExact(from.segment().byteSize())];
      new Random(seed).nextBytes(noise);
      from.segment().copyFrom(MemorySegment.ofArray(noise));
      HostImage expected = picture(arena, ImageSpec.of(width, height, format));
      HostImage actual = picture(arena, ImageSpec.of(width, height, format));

      converter.convert(scalar, from, expected);
      converter.convert(new VectorKernel(), from, actual);

      assertThat(actual.segment().mismatch(expected.segment())).as("seed %d", seed).isEqualTo(-1);
    }
  }

  @Test
  void anOddSourceLosesItsLastColumnAndRow() {
    try (Arena arena = Arena.ofConfined()) {
      HostImage from = picture(arena, ImageSpec.of(5, 3, PixelFormat.BGRA8));
      fill(from, 0, 255, 0);
      for (int row = 0; row < 3; row++) {
        put(from, 4, row, 255, 0, 0);
      }
      for (int column = 0; column < 5; column++) {
        put(from, column, 2, 255, 0, 0);
      }
      HostImage to = picture(arena, ImageSpec.of(4, 2, PixelFormat.NV12));

      converter.convert(scalar, from, to);

      assertThat(at(to, 0, 3, 1)).isEqualTo(173);
      assertThat(at(to, 1, 2, 0)).isEqualTo(42);
      assertThat(at(to, 1, 3, 0)).isEqualTo(26);
    }
  }

  private static HostImage picture(Arena arena, ImageSpec spec) {
    return new HostImage(spec, arena.allocate(spec.sizeBytes(), ImageSpec.ROW_ALIGNMENT_BYTES));
  }

  private static void fill(HostImage image, int red, int green, int blue) {
    for (int y = 0; y < image.spec().height(); y++) {
      for (int x = 0; x < image.spec().width(); x++) {
        put(image, x, y, red, green, blue);
      }
    }
  }

  private static void put(HostImage image, int x, int y, int red, int green, int blue) {
    long offset = (long) y * image.spec().plane(0).pitchBytes() + 4L * x;
    image.segment().set(JAVA_BYTE, offset, (byte) blue);
    image.segment().set(JAVA_BYTE, offset + 1, (byte) green);
    image.segment().set(JAVA_BYTE, offset + 2, (byte) red);
    image.segment().set(JAVA_BYTE, offset + 3, (byte) 255);
  }

  private static int at(HostImage image, int plane, int byteColumn, int row) {
    Plane shape = image.spec().plane(plane);
    long offset = shape.offsetBytes() + (long) row * shape.pitchBytes() + byteColumn;
    return image.segment().get(JAVA_BYTE, offset) & 0xff;
  }
}
