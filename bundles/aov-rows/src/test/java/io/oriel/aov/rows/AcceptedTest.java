package io.oriel.aov.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.oriel.api.aov.AovLayout;
import io.oriel.api.aov.ConversionRequest;
import io.oriel.api.aov.ElementType;
import io.oriel.api.aov.TensorLayout;
import io.oriel.api.error.ErrorCode;
import io.oriel.api.error.OrielException;
import io.oriel.api.image.ImageSpec;
import io.oriel.api.image.PixelFormat;
import io.oriel.api.image.Placement;
import java.util.List;
import org.junit.jupiter.api.Test;

class AcceptedTest {
  private static final Accepted FLOATS =
      new Accepted(List.of(3, 4), List.of(ElementType.F16, ElementType.F32));
  private static final ImageSpec PICTURE = ImageSpec.of(4, 4, PixelFormat.BGRA8);

  @Test
  void takesWhatItNames() {
    for (ElementType type : List.of(ElementType.F16, ElementType.F32)) {
      for (int channels : new int[] {3, 4}) {
        TensorLayout layout = TensorLayout.dense(type, 4, 4, channels);
        assertThatCode(() -> check(layout, PICTURE, Placement.HOST)).doesNotThrowAnyException();
      }
    }
  }

  @Test
  void saysWhyItRefuses() {
    TensorLayout good = TensorLayout.dense(ElementType.F32, 4, 4, 4);
    assertThat(refusal(TensorLayout.dense(ElementType.U8, 4, 4, 4), PICTURE, Placement.HOST))
        .isEqualTo("AnAov is not converted from 4 channels of U8; only 3 or 4 of F16 or F32");
    assertThat(refusal(TensorLayout.dense(ElementType.F32, 4, 4, 1), PICTURE, Placement.HOST))
        .contains("1 channels");
    assertThat(refusal(TensorLayout.dense(ElementType.F32, 5, 4, 4), PICTURE, Placement.HOST))
        .contains("5x4 to 4x4");
    assertThat(refusal(good, ImageSpec.of(4, 4, PixelFormat.RGBA8), Placement.HOST))
        .contains("RGBA8");
    assertThat(refusal(good, PICTURE, new Placement("cuda", 0))).contains("cuda");
  }

  /** There is no picture without pixels, so there is none that an empty tensor fits. */
  @Test
  void refusesTensorsWithoutPixels() {
    assertThat(refusal(TensorLayout.dense(ElementType.F32, 0, 0, 4), PICTURE, Placement.HOST))
        .contains("0x0 to 4x4");
  }

  private static void check(TensorLayout in, ImageSpec out, Placement placement)
      throws OrielException {
    FLOATS.check(ConversionRequest.of(AovLayout.of("AnAov", in), out).placement(placement).build());
  }

  private static String refusal(TensorLayout in, ImageSpec out, Placement placement) {
    OrielException e = catchThrowableOfType(OrielException.class, () -> check(in, out, placement));
    assertThat(e.code()).isEqualTo(ErrorCode.AOV_REFUSED);
    return e.getMessage();
  }
}
