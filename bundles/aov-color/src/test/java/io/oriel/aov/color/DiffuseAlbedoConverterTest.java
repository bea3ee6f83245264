package io.oriel.aov.color;

import static org.assertj.core.api.Assertions.assertThat;

import io.oriel.aov.rows.Allocation;
import io.oriel.aov.rows.Trial;
import io.oriel.api.aov.Aovs;
import io.oriel.api.aov.ElementType;
import io.oriel.api.aov.TensorLayout;
import io.oriel.api.error.OrielException;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DiffuseAlbedoConverterTest {
  private static final long SEED = 42;

  private static Trial trial(TensorLayout layout) throws OrielException {
    return new Trial(
        // Albedo is no light: exposure does not matter.
        new DiffuseAlbedoConverter(), Aovs.DIFFUSE_ALBEDO, layout, request -> request.exposure(5));
  }

  @ParameterizedTest
  @CsvSource({"3", "4"})
  void everyByteHasTheCodeOfTheFormula(int channels) throws OrielException {
    TensorLayout layout = new TensorLayout(ElementType.U8, 256, 1, channels, 256 * channels + 3);
    try (Trial trial = trial(layout)) {
      for (int x = 0; x < 256; x++) {
        trial.set(x, 0, 0, x);
        trial.set(x, 0, 1, 255 - x);
        trial.set(x, 0, 2, x / 2);
      }
      trial.convert();
      for (int x = 0; x < 256; x++) {
        Truth.assertCode(trial.red(x, 0), Truth.srgb(x / 255.0), x);
        Truth.assertCode(trial.green(x, 0), Truth.srgb((255 - x) / 255.0), 255 - x);
        Truth.assertCode(trial.blue(x, 0), Truth.srgb(x / 2 / 255.0), x / 2);
        assertThat(trial.pixel(x, 0) >>> 24).isEqualTo(255);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"F16,1,1,3", "F16,517,3,4", "F32,17,5,3", "F32,131,2,4"})
  void everyNumberHasTheCodeOfTheFormula(ElementType type, int width, int height, int channels)
      throws OrielException {
    TensorLayout layout =
        new TensorLayout(type, width, height, channels, width * channels * type.bytes() + 9);
    Random random = new Random(SEED);
    float[] albedo = new float[width * height * 3];
    try (Trial trial = trial(layout)) {
      for (int i = 0; i < albedo.length; i++) {
        float value = Math.scalb(random.nextFloat() * 1.2f - 0.1f, -random.nextInt(8));
        albedo[i] =
            type == ElementType.F16 ? Float.float16ToFloat(Float.floatToFloat16(value)) : value;
        trial.set(i / 3 % width, i / 3 / width, i % 3, albedo[i]);
      }
      trial.convert();
      for (int i = 0; i < albedo.length; i++) {
        int word = trial.pixel(i / 3 % width, i / 3 / width);
        Truth.assertCode(word >> 16 - 8 * (i % 3) & 0xff, Truth.srgb(albedo[i]), albedo[i]);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"F16", "F32"})
  void whatIsNoShareOfLightIsBlackOrWhite(ElementType type) throws OrielException {
    float[] values = {Float.NaN, -1, 0, 1, 2, Float.POSITIVE_INFINITY};
    try (Trial trial = trial(TensorLayout.dense(type, values.length, 1, 3))) {
      for (int x = 0; x < values.length; x++) {
        trial.set(x, 0, 1, values[x]);
      }
      trial.convert();
      for (int x = 0; x < values.length; x++) {
        assertThat(trial.green(x, 0)).as("%f", values[x]).isEqualTo(x < 3 ? 0 : 255);
        assertThat(trial.red(x, 0)).isZero();
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"U8,4", "F16,3", "F32,4"})
  void aFrameCostsNoMemory(ElementType type, int channels) throws OrielException {
    try (Trial trial = trial(TensorLayout.dense(type, 320, 32, channels))) {
      Allocation.assertNoneAFrame(trial);
    }
  }
}
