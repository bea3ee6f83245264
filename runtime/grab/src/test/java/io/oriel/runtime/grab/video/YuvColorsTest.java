package io.oriel.runtime.grab.video;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class YuvColorsTest {
  /** Levels of colour bars, from the equations of the recommendations. */
  @ParameterizedTest
  @CsvSource({
    "false, 235, 128, 128, ffffff",
    "false, 16, 128, 128, 000000",
    "false, 63, 102, 240, ff0000",
    "false, 173, 42, 26, 00ff00",
    "false, 32, 240, 118, 0000ff",
    "true, 255, 128, 128, ffffff",
    "true, 0, 128, 128, 000000",
    "true, 54, 99, 255, fe0000"
  })
  void decodesBt709(boolean fullRange, int luma, int cb, int cr, String color) {
    assertThat(channels(YuvColors.bt709(fullRange).rgb(luma, cb, cr)))
        .satisfies(actual -> near(actual, channels(Integer.parseInt(color, 16))));
  }

  @ParameterizedTest
  @CsvSource({"81, 90, 240, ff0000", "145, 54, 34, 00ff00", "41, 240, 110, 0000ff"})
  void decodesBt601(int luma, int cb, int cr, String color) {
    near(channels(YuvColors.bt601(false).rgb(luma, cb, cr)), channels(Integer.parseInt(color, 16)));
  }

  private static int[] channels(int color) {
    return new int[] {color >> 16, color >> 8 & 255, color & 255};
  }

  private static void near(int[] actual, int[] expected) {
    for (int i = 0; i < 3; i++) {
      assertThat(actual[i]).isBetween(expected[i] - 2, expected[i] + 2);
    }
  }
}
