package io.oriel.aov.color;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.oriel.api.aov.AovData;
import io.oriel.api.aov.AovLayout;
import io.oriel.api.aov.Aovs;
import io.oriel.api.aov.Conversion;
import io.oriel.api.aov.ConversionRequest;
import io.oriel.api.aov.ElementType;
import io.oriel.api.aov.HostTensor;
import io.oriel.api.aov.Tensor;
import io.oriel.api.aov.TensorLayout;
import io.oriel.api.error.ErrorCode;
import io.oriel.api.error.OrielException;
import io.oriel.api.image.HostImage;
import io.oriel.api.image.ImageSpec;
import io.oriel.api.image.PixelFormat;
import io.oriel.api.image.Placement;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LdrColorConverterTest {
  private static final long SEED = 42;

  private static Conversion open(TensorLayout in, ImageSpec out, Placement placement)
      throws OrielException {
    return new LdrColorConverter()
        .open(
            ConversionRequest.of(AovLayout.of(Aovs.LDR_COLOR, in), out)
                .placement(placement)
                .build());
  }

  /** Widths below, at and above a vector; pitches with and without padding. */
  @ParameterizedTest
  @CsvSource({
    "1,1,4,0",
    "3,2,4,4",
    "15,3,4,0",
    "16,3,4,12",
    "17,5,4,64",
    "1281,3,4,4",
    "640,2,3,0",
    "17,3,3,1",
    "1,7,3,5"
  })
  void everyPixelHasItsChannelsInTheOtherOrder(int width, int height, int channels, int padding)
      throws OrielException {
    TensorLayout layout =
        new TensorLayout(ElementType.U8, width, height, channels, width * channels + padding);
    ImageSpec spec = ImageSpec.of(width, height, PixelFormat.BGRA8);
    byte[] noise = new byte[(int) layout.sizeBytes()];
    new Random(SEED).nextBytes(noise);
    try (Arena arena = Arena.ofConfined();
        Conversion conversion = open(layout, spec, Placement.HOST)) {
      HostTensor in = new HostTensor(layout, arena.allocate(layout.sizeBytes()));
      in.segment().copyFrom(MemorySegment.ofArray(noise));
      HostImage out = new HostImage(spec, arena.allocate(spec.sizeBytes(), 64));
      AovData data = () -> in;
      conversion.convert(data, out);
      for (int y = 0; y < height; y++) {
        for (int x = 0; x < width; x++) {
          int from = y * layout.pitchBytes() + x * channels;
          long to = (long) y * spec.plane(0).pitchBytes() + x * 4L;
          byte alpha = channels == 4 ? noise[from + 3] : (byte) 255;
          assertThat(out.segment().asSlice(to, 4).toArray(ValueLayout.JAVA_BYTE))
              .as("seed %d, pixel %d,%d", SEED, x, y)
              .containsExactly(noise[from + 2], noise[from + 1], noise[from], alpha);
        }
      }
    }
  }

  @Test
  void vectorsGiveTheSameBytesAsTheReference() {
    int bytes = 4 * 5000;
    Random random = new Random(SEED);
    byte[] noise = new byte[bytes];
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment in = arena.allocate(bytes);
      MemorySegment expected = arena.allocate(bytes);
      MemorySegment actual = arena.allocate(bytes);
      for (int round = 0; round < 200; round++) {
        random.nextBytes(noise);
        in.copyFrom(MemorySegment.ofArray(noise));
        int pixels = random.nextInt(4900);
        int offset = random.nextInt(64);
        new ScalarRowKernel().fromRgba(in, offset, expected, offset, pixels);
        new VectorRowKernel().fromRgba(in, offset, actual, offset, pixels);
        assertThat(actual.mismatch(expected)).as("seed %d, round %d", SEED, round).isEqualTo(-1);
      }
    }
  }

  @Test
  void saysWhyItRefuses() {
    assertThat(refusal(new TensorLayout(ElementType.F16, 4, 4, 4, 32), Placement.HOST))
        .contains("F16");
    assertThat(refusal(TensorLayout.dense(ElementType.U8, 4, 4, 1), Placement.HOST))
        .contains("1 channels");
    assertThat(refusal(TensorLayout.dense(ElementType.U8, 5, 4, 4), Placement.HOST))
        .contains("5x4");
    assertThat(refusal(TensorLayout.dense(ElementType.U8, 4, 4, 4), new Placement("cuda", 0)))
        .contains("cuda");
  }

  private static String refusal(TensorLayout layout, Placement placement) {
    ImageSpec spec = ImageSpec.of(4, 4, PixelFormat.BGRA8);
    OrielException e =
        catchThrowableOfType(OrielException.class, () -> open(layout, spec, placement));
    assertThat(e.code()).isEqualTo(ErrorCode.AOV_REFUSED);
    return e.getMessage();
  }

  @Test
  void aPictureInOtherMemoryIsAFailureAndNoCrash() throws OrielException {
    TensorLayout layout = TensorLayout.dense(ElementType.U8, 4, 4, 4);
    ImageSpec spec = ImageSpec.of(4, 4, PixelFormat.BGRA8);
    Tensor elsewhere = () -> layout;
    try (Arena arena = Arena.ofConfined();
        Conversion conversion = open(layout, spec, Placement.HOST)) {
      HostImage out = new HostImage(spec, arena.allocate(spec.sizeBytes()));
      OrielException e =
          catchThrowableOfType(
              OrielException.class, () -> conversion.convert(() -> elsewhere, out));
      assertThat(e.code()).isEqualTo(ErrorCode.CONVERSION_FAILED);
    }
  }
}
