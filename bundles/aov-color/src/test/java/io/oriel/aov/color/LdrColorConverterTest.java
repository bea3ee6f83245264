package io.oriel.aov.color;

import static org.assertj.core.api.Assertions.assertThat;

import io.oriel.aov.rows.Allocation;
import io.oriel.aov.rows.Trial;
import io.oriel.aov.rows.Twins;
import io.oriel.api.aov.Aovs;
import io.oriel.api.aov.ElementType;
import io.oriel.api.aov.TensorLayout;
import io.oriel.api.error.OrielException;
import java.lang.foreign.MemorySegment;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LdrColorConverterTest {
  private static final long SEED = 42;

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
    byte[] noise = new byte[(int) layout.sizeBytes()];
    new Random(SEED).nextBytes(noise);
    try (Trial trial = new Trial(new LdrColorConverter(), Aovs.LDR_COLOR, layout)) {
      trial.input().copyFrom(MemorySegment.ofArray(noise));
      trial.convert();
      for (int y = 0; y < height; y++) {
        for (int x = 0; x < width; x++) {
          int from = y * layout.pitchBytes() + x * channels;
          int pixel = trial.pixel(x, y);
          byte alpha = channels == 4 ? noise[from + 3] : (byte) 255;
          assertThat(
                  new byte[] {
                    (byte) (pixel >> 16), (byte) (pixel >> 8), (byte) pixel, (byte) (pixel >> 24)
                  })
              .as("seed %d, pixel %d,%d", SEED, x, y)
              .containsExactly(noise[from], noise[from + 1], noise[from + 2], alpha);
        }
      }
    }
  }

  @Test
  void vectorsGiveTheSameBytesAsTheReference() {
    Twins.assertSame(new ScalarRgbaKernel(), new VectorRgbaKernel(), 4, Twins::noise);
    Twins.assertSame(new ScalarRgbKernel(), new VectorRgbKernel(), 3, Twins::noise);
  }

  @ParameterizedTest
  @CsvSource({"3", "4"})
  void aFrameCostsNoMemory(int channels) throws OrielException {
    TensorLayout layout = TensorLayout.dense(ElementType.U8, 320, 32, channels);
    try (Trial trial = new Trial(new LdrColorConverter(), Aovs.LDR_COLOR, layout)) {
      Allocation.assertNoneAFrame(trial);
    }
  }
}
