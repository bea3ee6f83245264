package io.oriel.aov.geometry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.oriel.aov.rows.Allocation;
import io.oriel.aov.rows.Trial;
import io.oriel.aov.rows.Twins;
import io.oriel.api.aov.Aovs;
import io.oriel.api.aov.ElementType;
import io.oriel.api.aov.TensorLayout;
import io.oriel.api.error.ErrorCode;
import io.oriel.api.error.OrielException;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NormalConverterTest {
  private static final long SEED = 42;
  private static final int BLACK = 0xff000000;

  private static Trial trial(TensorLayout layout) throws OrielException {
    return new Trial(new NormalConverter(), Aovs.NORMAL, layout);
  }

  @ParameterizedTest
  @CsvSource({"F32,1,1,3,0", "U32,17,3,4,8", "F32,131,4,3,5", "U32,640,2,3,0", "F32,33,2,4,1"})
  void everyComponentHasItsShareOfItsChannel(
      ElementType type, int width, int height, int channels, int padding) throws OrielException {
    TensorLayout layout =
        new TensorLayout(type, width, height, channels, width * channels * 4 + padding);
    Random random = new Random(SEED);
    float[] components = new float[width * height * 3];
    try (Trial trial = trial(layout)) {
      for (int i = 0; i < components.length; i++) {
        components[i] = random.nextFloat() * 2.2f - 1.1f;
        trial.set(i / 3 % width, i / 3 / width, i % 3, components[i]);
      }
      trial.convert();
      for (int i = 0; i < components.length; i++) {
        int word = trial.pixel(i / 3 % width, i / 3 / width);
        double truth = Math.clamp((components[i] + 1) / 2.0, 0.0, 1.0) * 255;
        int code = word >> 16 - 8 * (i % 3) & 0xff;
        assertThat(Math.abs(code - truth)).as("%f", components[i]).isLessThan(0.501);
        assertThat(word >>> 24).isEqualTo(255);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"3", "4"})
  void whatHasNoNormalIsBlack(int channels) throws OrielException {
    int width = 50;
    try (Trial trial = trial(TensorLayout.dense(ElementType.F32, width, 1, channels))) {
      for (int x = 0; x < width; x++) {
        trial.set(x, 0, 2, 1);
      }
      trial.set(7, 0, 2, -0f);
      trial.set(8, 0, 0, Float.NaN);
      trial.set(9, 0, 1, Float.NaN);
      trial.set(48, 0, 2, 0);
      trial.set(49, 0, 2, Float.NaN);
      trial.set(10, 0, 0, Float.POSITIVE_INFINITY);
      trial.set(11, 0, 0, Float.NEGATIVE_INFINITY);
      trial.set(12, 0, 0, Float.MIN_VALUE);
      trial.set(12, 0, 2, 0);
      trial.convert();
      int back = trial.pixel(0, 0);
      assertThat(back).isEqualTo(0xff8080ff);
      for (int x : new int[] {7, 8, 9, 48, 49}) {
        assertThat(trial.pixel(x, 0)).as("pixel %d", x).isEqualTo(BLACK);
      }
      assertThat(trial.pixel(10, 0)).isEqualTo(0xffff80ff);
      assertThat(trial.pixel(11, 0)).isEqualTo(0xff0080ff);
      assertThat(trial.pixel(12, 0)).isEqualTo(0xff808080);
    }
  }

  /** An empty view and a renderer that delivers nothing look the same. */
  @Test
  void zerosAloneAreAPicture() throws OrielException {
    try (Trial trial = trial(TensorLayout.dense(ElementType.U32, 40, 2, 4))) {
      trial.convert();
      assertThat(trial.pixel(0, 0)).isEqualTo(BLACK);
      assertThat(trial.pixel(39, 1)).isEqualTo(BLACK);
    }
  }

  @ParameterizedTest
  @CsvSource({"3", "4"})
  void vectorsGiveTheSameBytesAsTheReference(int channels) {
    Twins.assertSame(
        new ScalarNormalKernel(channels),
        new VectorNormalKernel(channels),
        4 * channels,
        Twins::floats);
  }

  @ParameterizedTest
  @CsvSource({"3", "4"})
  void aFrameCostsNoMemory(int channels) throws OrielException {
    try (Trial trial = trial(TensorLayout.dense(ElementType.F32, 320, 32, channels))) {
      Allocation.assertNoneAFrame(trial);
    }
  }

  @Test
  void saysWhyItRefuses() {
    OrielException e =
        catchThrowableOfType(
            OrielException.class, () -> trial(TensorLayout.dense(ElementType.F16, 4, 4, 4)));
    assertThat(e.code()).isEqualTo(ErrorCode.AOV_REFUSED);
    assertThat(e)
        .hasMessage("NormalSD is not converted from 4 channels of F16; only 3 or 4 of F32 or U32");
  }
}
