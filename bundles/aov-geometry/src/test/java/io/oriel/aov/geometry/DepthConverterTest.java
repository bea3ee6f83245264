package io.oriel.aov.geometry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import io.oriel.aov.rows.Allocation;
import io.oriel.aov.rows.RowKernel;
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
import org.junit.jupiter.params.provider.ValueSource;

class DepthConverterTest {
  private static final long SEED = 42;
  private static final int BLACK = 0xff000000;

  /** What stands still may change by this much from one frame to the next: a 64th of the greys. */
  private static final int MOST_STEPS = 4;

  private static Trial trial(TensorLayout layout) throws OrielException {
    return new Trial(new DepthConverter(), Aovs.DISTANCE_TO_CAMERA, layout);
  }

  private static TensorLayout dense(int width, int height) {
    return TensorLayout.dense(ElementType.F32, width, height, 1);
  }

  @ParameterizedTest
  @CsvSource({"F32,1,1,0", "U32,3,5,4", "F32,17,3,5", "U32,129,4,0", "F32,641,2,12"})
  void nearIsBrightAndFarIsDark(ElementType type, int width, int height, int padding)
      throws OrielException {
    Random random = new Random(SEED);
    float[] distances = new float[width * height];
    double near = 0;
    double far = Double.MAX_VALUE;
    try (Trial trial = trial(new TensorLayout(type, width, height, 1, width * 4 + padding))) {
      for (int i = 0; i < distances.length; i++) {
        distances[i] = Math.scalb(1 + random.nextFloat(), random.nextInt(8) - 2);
        near = Math.max(near, 1.0 / distances[i]);
        far = Math.min(far, 1.0 / distances[i]);
        trial.set(i % width, i / width, 0, distances[i]);
      }
      far = Math.min(far, near / 1.01);
      trial.convert();
      for (int i = 0; i < distances.length; i++) {
        double truth = 32 + 223 * (1.0 / distances[i] - far) / (near - far);
        int word = trial.pixel(i % width, i / width);
        assertThat(Math.abs((word & 0xff) - truth)).as("%f", distances[i]).isLessThan(0.51);
        assertThat(word).isEqualTo(BLACK | (word & 0xff) * 0x010101);
      }
    }
  }

  @Test
  void whatIsNotSeenIsBlack() throws OrielException {
    float[] background = {
      0,
      -0f,
      -1,
      Float.NaN,
      Float.POSITIVE_INFINITY,
      Float.NEGATIVE_INFINITY,
      Float.MIN_VALUE,
      Float.MAX_VALUE
    };
    int width = 40;
    try (Trial trial = trial(dense(width, 1))) {
      for (int x = 0; x < width; x++) {
        trial.set(x, 0, 0, x < background.length ? background[x] : x);
      }
      for (int frame = 0; frame < 3; frame++) {
        trial.convert();
        for (int x = 0; x < background.length; x++) {
          assertThat(trial.pixel(x, 0)).as("%f", background[x]).isEqualTo(BLACK);
        }
        assertThat(trial.red(background.length, 0)).isEqualTo(255);
        assertThat(trial.red(width - 1, 0)).isEqualTo(32);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {Aovs.DEPTH, Aovs.DISTANCE_TO_IMAGE_PLANE, Aovs.DISTANCE_TO_CAMERA})
  void zerosAloneAreNoPicture(String aov) throws OrielException {
    try (Trial trial = new Trial(new DepthConverter(), aov, dense(37, 3))) {
      trial.set(5, 1, 0, -0f);
      OrielException e = catchThrowableOfType(OrielException.class, trial::convert);
      assertThat(e.code()).isEqualTo(ErrorCode.AOV_EMPTY);
      assertThat(e).hasMessage(aov + " holds nothing: the renderer delivers zeros");
      trial.set(36, 2, 0, 3);
      trial.convert();
      assertThat(trial.red(36, 2)).as("the next frame").isEqualTo(255);
    }
  }

  @Test
  void anEmptyViewIsAPicture() throws OrielException {
    try (Trial trial = trial(dense(37, 2))) {
      for (int i = 0; i < 74; i++) {
        trial.set(i % 37, i / 37, 0, Float.POSITIVE_INFINITY);
      }
      trial.convert();
      assertThat(trial.pixel(36, 1)).isEqualTo(BLACK);
    }
  }

  /** A room between 2 and 20, with room in its first row for what moves. */
  private static void room(Trial trial, int width, int height) {
    for (int i = 0; i < width * height; i++) {
      trial.set(i % width, i / width, 0, 2 + 18f * i / (width * height));
    }
  }

  private static int[] still(Trial trial, int width, int height) {
    int[] greys = new int[width * (height - 1)];
    for (int i = 0; i < greys.length; i++) {
      greys[i] = trial.red(i % width, 1 + i / width);
    }
    return greys;
  }

  /** An object comes to the camera, jumps away, vanishes in the distance and comes back. */
  @Test
  void whatStandsStillHardlyChangesWhileSomethingMoves() throws OrielException {
    int width = 60;
    int height = 8;
    try (Trial trial = trial(dense(width, height))) {
      room(trial, width, height);
      trial.convert();
      int[] before = still(trial, width, height);
      int[] atFirst = before;
      int most = 0;
      for (int frame = 0; frame < 600; frame++) {
        float distance =
            switch (frame / 100) {
              case 0 -> 10 - frame * 0.099f;
              case 1 -> 0.01f;
              case 2 -> 5;
              case 3 -> (float) Math.pow(2, frame % 100 / 5.0);
              case 4 -> Float.POSITIVE_INFINITY;
              default -> 0.5f;
            };
        for (int x = 0; x < width; x++) {
          trial.set(x, 0, 0, distance);
        }
        trial.convert();
        int[] now = still(trial, width, height);
        for (int i = 0; i < now.length; i++) {
          int change = Math.abs(now[i] - before[i]);
          assertThat(change).as("frame %d, pixel %d", frame, i).isLessThanOrEqualTo(MOST_STEPS);
          most = Math.max(most, Math.abs(now[i] - atFirst[i]));
        }
        before = now;
      }
      assertThat(most).as("the range does follow").isGreaterThan(50);
    }
  }

  @Test
  void theRangeArrivesAtWhatIsSeen() throws OrielException {
    int width = 30;
    try (Trial trial = trial(dense(width, 4));
        Trial fresh = trial(dense(width, 4))) {
      room(trial, width, 4);
      trial.convert();
      for (int x = 0; x < width; x++) {
        trial.set(x, 0, 0, 0.2f);
      }
      fresh.input().copyFrom(trial.input());
      fresh.convert();
      for (int frame = 0; frame < 600; frame++) {
        trial.convert();
      }
      for (int i = 0; i < 4 * width; i++) {
        assertThat(trial.red(i % width, i / width))
            .isCloseTo(fresh.red(i % width, i / width), within(1));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(floats = {1e-3f, 1e3f})
  void anotherSceneIsInRangeAtOnce(float unit) throws OrielException {
    int width = 30;
    try (Trial trial = trial(dense(width, 4));
        Trial fresh = trial(dense(width, 4))) {
      room(trial, width, 4);
      trial.convert();
      for (int i = 0; i < 4 * width; i++) {
        trial.set(i % width, i / width, 0, unit * (1 + i));
      }
      fresh.input().copyFrom(trial.input());
      trial.convert();
      fresh.convert();
      for (int i = 0; i < 4 * width; i++) {
        assertThat(trial.pixel(i % width, i / width)).isEqualTo(fresh.pixel(i % width, i / width));
      }
    }
  }

  @Test
  void noiseOnAWallIsNotSpreadOut() throws OrielException {
    Random random = new Random(SEED);
    try (Trial trial = trial(dense(64, 1))) {
      for (int x = 0; x < 64; x++) {
        trial.set(x, 0, 0, 3 + random.nextFloat() * 0.0003f);
      }
      trial.convert();
      for (int x = 0; x < 64; x++) {
        assertThat(trial.red(x, 0)).isGreaterThan(250);
      }
    }
  }

  @Test
  void vectorsGiveTheSameBytesAsTheReferenceAndSeeTheSame() {
    DepthRange range = new DepthRange();
    range.restart(5, 0.01);
    DepthFrame plainSaw = new DepthFrame();
    DepthFrame vectorSaw = new DepthFrame();
    plainSaw.begin(range);
    vectorSaw.begin(range);
    RowKernel plain = new ScalarDepthKernel(plainSaw);
    RowKernel vector = new VectorDepthKernel(vectorSaw);
    Twins.assertSame(plain, vector, 4, Twins::floats);
    assertThat(vectorSaw.anyBits).isEqualTo(plainSaw.anyBits).isNotZero();
    assertThat(vectorSaw.nearest()).isEqualTo(plainSaw.nearest()).isPositive();
    assertThat(vectorSaw.farthest()).isEqualTo(plainSaw.farthest()).isPositive();
    assertThat(vectorSaw.balance).isEqualTo(plainSaw.balance).isNotZero();
  }

  @Test
  void aFrameCostsNoMemory() throws OrielException {
    try (Trial trial = trial(dense(320, 32))) {
      room(trial, 320, 32);
      Allocation.assertNoneAFrame(trial);
    }
  }

  @Test
  void saysWhyItRefuses() {
    OrielException e =
        catchThrowableOfType(
            OrielException.class, () -> trial(TensorLayout.dense(ElementType.F32, 4, 4, 3)));
    assertThat(e.code()).isEqualTo(ErrorCode.AOV_REFUSED);
    assertThat(e)
        .hasMessage(
            "DistanceToCameraSD is not converted from 3 channels of F32; only 1 of F32 or U32");
  }
}
