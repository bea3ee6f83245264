package io.oriel.aov.segmentation;

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
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SegmentationConverterTest {
  private static final long SEED = 42;
  private static final int BLACK = 0xff000000;

  private static Trial trial(TensorLayout layout) throws OrielException {
    return new Trial(new SegmentationConverter(), Aovs.INSTANCE_SEGMENTATION, layout);
  }

  /** The formula of the README, with unsigned numbers in longs. */
  private static int color(long id) {
    if (id == 0) {
      return BLACK;
    }
    long mask = 0xffff_ffffL;
    long x = (id ^ id / 65536) * 0x7feb352dL & mask;
    x = (x ^ x / 32768) * 0x846ca68bL & mask;
    x = x ^ x / 65536;
    int[] bgr = new int[3];
    for (int channel = 0; channel < 3; channel++) {
      bgr[channel] = 64 + (int) (x >> 8 * channel & 127);
    }
    int brightest = (int) (x / 16777216 * 3 / 256);
    bgr[brightest] |= 192;
    return BLACK | bgr[2] << 16 | bgr[1] << 8 | bgr[0];
  }

  @ParameterizedTest
  @CsvSource({"1,1,0", "3,7,4", "17,3,1", "641,2,60"})
  void everyIdHasItsColour(int width, int height, int padding) throws OrielException {
    Random random = new Random(SEED);
    int[] ids = new int[width * height];
    try (Trial trial =
        trial(new TensorLayout(ElementType.U32, width, height, 1, width * 4 + padding))) {
      for (int i = 0; i < ids.length; i++) {
        ids[i] = random.nextInt() >>> random.nextInt(33);
        trial.setBits(i % width, i / width, 0, ids[i]);
      }
      trial.convert();
      for (int i = 0; i < ids.length; i++) {
        assertThat(trial.pixel(i % width, i / width))
            .as("id %d", Integer.toUnsignedLong(ids[i]))
            .isEqualTo(color(Integer.toUnsignedLong(ids[i])));
      }
    }
  }

  /** Nothing has a label, or nothing is seen: that is no failure. */
  @Test
  void zerosAloneAreAPicture() throws OrielException {
    try (Trial trial = trial(TensorLayout.dense(ElementType.U32, 33, 2, 1))) {
      trial.convert();
      for (int i = 0; i < 66; i++) {
        assertThat(trial.pixel(i % 33, i / 33)).isEqualTo(BLACK);
      }
    }
  }

  @Test
  void idsOneAfterAnotherAreFarApartAndBright() {
    Set<Integer> colors = new HashSet<>();
    Set<Integer> coarse = new HashSet<>();
    for (int id = 1; id <= 1000; id++) {
      int color = IdColor.of(id);
      colors.add(color);
      coarse.add(color & 0xe0e0e0);
      int brightest = Math.max(Math.max(color >> 16 & 0xff, color >> 8 & 0xff), color & 0xff);
      assertThat(brightest).as("id %d", id).isGreaterThanOrEqualTo(192);
    }
    assertThat(colors).hasSize(1000);
    // One of three channels has two values in steps of 32, the others have four.
    assertThat(coarse).as("of 96 possible").hasSizeGreaterThan(90);
  }

  @Test
  void idsBeyondTheSignHaveColoursOfTheirOwn() {
    assertThat(IdColor.of(0x80000000)).isEqualTo(color(0x80000000L)).isNotEqualTo(BLACK);
    assertThat(IdColor.of(-1)).isEqualTo(color(0xffffffffL)).isNotEqualTo(IdColor.of(1));
  }

  @Test
  void vectorsGiveTheSameBytesAsTheReference() {
    Twins.assertSame(new ScalarIdKernel(), new VectorIdKernel(), 4, Twins::noise);
    Twins.assertSame(
        new ScalarIdKernel(), new VectorIdKernel(), 4, (random, row) -> row.fill((byte) 0));
  }

  @Test
  void aFrameCostsNoMemory() throws OrielException {
    try (Trial trial = trial(TensorLayout.dense(ElementType.U32, 320, 32, 1))) {
      Allocation.assertNoneAFrame(trial);
    }
  }

  @Test
  void saysWhyItRefuses() {
    OrielException e =
        catchThrowableOfType(
            OrielException.class, () -> trial(TensorLayout.dense(ElementType.F32, 4, 4, 1)));
    assertThat(e.code()).isEqualTo(ErrorCode.AOV_REFUSED);
    assertThat(e)
        .hasMessage(
            "InstanceSegmentationSD is not converted from 1 channels of F32; only 1 of U32");
  }
}
