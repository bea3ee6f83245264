package io.oriel.aov.color;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.oriel.aov.rows.Allocation;
import io.oriel.aov.rows.RowKernel;
import io.oriel.aov.rows.Trial;
import io.oriel.aov.rows.Twins;
import io.oriel.api.aov.Aovs;
import io.oriel.api.aov.ElementType;
import io.oriel.api.aov.TensorLayout;
import io.oriel.api.aov.ToneMapping;
import io.oriel.api.error.ErrorCode;
import io.oriel.api.error.OrielException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HdrColorConverterTest {
  private static final long SEED = 42;

  private static Trial trial(TensorLayout layout, double stops, ToneMapping mapping)
      throws OrielException {
    return new Trial(
        new HdrColorConverter(),
        Aovs.HDR_COLOR,
        layout,
        request -> request.exposure(stops).toneMapping(mapping));
  }

  private static double truth(double linear, double stops, ToneMapping mapping) {
    return Truth.srgb(Truth.toneMapped(mapping, Truth.positive(linear) * Math.pow(2, stops)));
  }

  @ParameterizedTest
  @CsvSource({
    "0,REINHARD,4", "-3,REINHARD,3", "2.5,REINHARD,4", "14,REINHARD,4",
    "0,ACES,3", "-3,ACES,4", "2.5,ACES,4", "-14,ACES,4"
  })
  void everyHalfHasTheCodeOfTheFormula(double stops, ToneMapping mapping, int channels)
      throws OrielException {
    TensorLayout layout =
        new TensorLayout(ElementType.F16, 256, 86, channels, 256 * 2 * channels + 6);
    try (Trial trial = trial(layout, stops, mapping)) {
      for (int half = 0; half < 1 << 16; half++) {
        int pixel = half / 3;
        trial.set(pixel % 256, pixel / 256, half % 3, Float.float16ToFloat((short) half));
      }
      trial.convert();
      for (int half = 0; half < 1 << 16; half++) {
        int word = trial.pixel(half / 3 % 256, half / 3 / 256);
        float linear = Float.float16ToFloat((short) half);
        int code = word >> 16 - 8 * (half % 3) & 0xff;
        Truth.assertCode(code, truth(linear, stops, mapping), linear);
        assertThat(word >>> 24).isEqualTo(255);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "1,1,4,0,0,REINHARD",
    "3,5,3,7,1,ACES",
    "17,3,4,4,-2,ACES",
    "129,3,3,1,0.5,REINHARD",
    "641,2,4,13,6,REINHARD"
  })
  void everyFloatHasTheCodeOfTheFormula(
      int width, int height, int channels, int padding, double stops, ToneMapping mapping)
      throws OrielException {
    TensorLayout layout =
        new TensorLayout(ElementType.F32, width, height, channels, width * channels * 4 + padding);
    Random random = new Random(SEED);
    float[][][] linear = new float[height][width][3];
    try (Trial trial = trial(layout, stops, mapping)) {
      for (int y = 0; y < height; y++) {
        for (int x = 0; x < width; x++) {
          for (int c = 0; c < 3; c++) {
            linear[y][x][c] = Math.scalb(random.nextFloat() * 2 - 0.2f, random.nextInt(24) - 16);
            trial.set(x, y, c, linear[y][x][c]);
          }
        }
      }
      trial.convert();
      for (int y = 0; y < height; y++) {
        for (int x = 0; x < width; x++) {
          float[] rgb = linear[y][x];
          Truth.assertCode(trial.red(x, y), truth(rgb[0], stops, mapping), rgb[0]);
          Truth.assertCode(trial.green(x, y), truth(rgb[1], stops, mapping), rgb[1]);
          Truth.assertCode(trial.blue(x, y), truth(rgb[2], stops, mapping), rgb[2]);
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"F16,REINHARD,0", "F16,ACES,-90", "F32,REINHARD,0", "F32,ACES,90", "F32,ACES,-1000"})
  void whatIsNoLightIsBlackAndTheInfiniteIsWhite(
      ElementType type, ToneMapping mapping, double stops) throws OrielException {
    float[] values = {
      Float.NaN, Float.NEGATIVE_INFINITY, -1, -Float.MIN_VALUE, -0f, 0, Float.POSITIVE_INFINITY
    };
    try (Trial trial = trial(TensorLayout.dense(type, values.length, 1, 4), stops, mapping)) {
      for (int x = 0; x < values.length; x++) {
        for (int c = 0; c < 4; c++) {
          trial.set(x, 0, c, values[x]);
        }
      }
      trial.convert();
      for (int x = 0; x < values.length - 1; x++) {
        assertThat(trial.pixel(x, 0)).as("%f", values[x]).isEqualTo(0xff000000);
      }
      assertThat(trial.pixel(values.length - 1, 0)).isEqualTo(0xffffffff);
    }
  }

  @Test
  void denormalsAreLightToo() throws OrielException {
    try (Trial trial =
        trial(TensorLayout.dense(ElementType.F32, 1, 1, 3), 100, ToneMapping.REINHARD)) {
      trial.set(0, 0, 0, Float.MIN_NORMAL / 2);
      trial.set(0, 0, 1, 1e-30f);
      trial.convert();
      Truth.assertCode(trial.green(0, 0), truth(1e-30f, 100, ToneMapping.REINHARD), "1e-30");
      assertThat(trial.red(0, 0)).isZero();
    }
  }

  /** The reference goes through halfs, the vectors through a polynomial. */
  @ParameterizedTest
  @CsvSource({"REINHARD,-1.7,3", "ACES,0.3,4", "ACES,40,3", "REINHARD,-40,4"})
  void vectorsAreAStepFromTheReferenceAtMost(ToneMapping mapping, double stops, int channels) {
    DisplayCurve curve =
        mapping == ToneMapping.ACES ? DisplayCurve.aces(stops) : DisplayCurve.reinhard(stops);
    Twins.assertClose(
        new ScalarFloatKernel(curve, channels),
        new VectorFloatKernel(curve, channels),
        4 * channels,
        Twins::floats,
        1);
  }

  /** Each in its own right, whichever serves at the moment. */
  @ParameterizedTest
  @CsvSource({"REINHARD,3", "ACES,4"})
  void bothKernelsFollowTheFormula(ToneMapping mapping, int channels) {
    DisplayCurve curve =
        mapping == ToneMapping.ACES ? DisplayCurve.aces(1) : DisplayCurve.reinhard(1);
    int pixels = 64 * 1024;
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment in = arena.allocate(4L * channels * pixels);
      MemorySegment out = arena.allocate(4L * pixels);
      for (int i = 0; i < pixels; i++) {
        in.setAtIndex(ValueLayout.JAVA_FLOAT, (long) i * channels + 1, green(i));
      }
      for (RowKernel kernel :
          List.of(new ScalarFloatKernel(curve, channels), new VectorFloatKernel(curve, channels))) {
        kernel.convert(in, 0, out, 0, pixels);
        for (int i = 0; i < pixels; i++) {
          int code = out.get(ValueLayout.JAVA_BYTE, 4L * i + 1) & 0xff;
          Truth.assertCode(code, truth(green(i), 1, mapping), green(i));
        }
      }
    }
  }

  /** From 2^-14 to 8, in steps of a few thousandths. */
  private static float green(int i) {
    return (float) Math.pow(2, i * 17.0 / 65536 - 14);
  }

  @ParameterizedTest
  @CsvSource({"F16,4", "F32,3"})
  void aFrameCostsNoMemory(ElementType type, int channels) throws OrielException {
    TensorLayout layout = TensorLayout.dense(type, 320, 32, channels);
    try (Trial trial = trial(layout, 0, ToneMapping.ACES)) {
      Allocation.assertNoneAFrame(trial);
    }
  }

  @Test
  void saysWhyItRefuses() {
    OrielException e =
        catchThrowableOfType(
            OrielException.class,
            () -> trial(TensorLayout.dense(ElementType.U32, 4, 4, 4), 0, ToneMapping.ACES));
    assertThat(e.code()).isEqualTo(ErrorCode.AOV_REFUSED);
    assertThat(e)
        .hasMessage("HdrColor is not converted from 4 channels of U32; only 3 or 4 of F16 or F32");
  }
}
