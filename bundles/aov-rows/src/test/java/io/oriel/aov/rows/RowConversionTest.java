package io.oriel.aov.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.oriel.api.aov.AovData;
import io.oriel.api.aov.ElementType;
import io.oriel.api.aov.HostTensor;
import io.oriel.api.aov.Tensor;
import io.oriel.api.aov.TensorLayout;
import io.oriel.api.error.ErrorCode;
import io.oriel.api.error.OrielException;
import io.oriel.api.image.HostImage;
import io.oriel.api.image.ImageSpec;
import io.oriel.api.image.PixelFormat;
import io.oriel.api.image.Plane;
import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RowConversionTest {
  @Test
  void handsOutTheRowsByTheirPitches() throws OrielException {
    List<String> rows = new ArrayList<>();
    RowConversion conversion =
        new RowConversion(
            (in, inAt, out, outAt, pixels) -> rows.add(pixels + " from " + inAt + " to " + outAt));
    TensorLayout layout = new TensorLayout(ElementType.U8, 3, 2, 4, 15);
    ImageSpec spec = new ImageSpec(3, 2, PixelFormat.BGRA8, List.of(new Plane(8, 20, 2)));
    try (Arena arena = Arena.ofConfined()) {
      HostTensor in = new HostTensor(layout, arena.allocate(layout.sizeBytes()));
      AovData data = () -> in;
      conversion.convert(data, new HostImage(spec, arena.allocate(spec.sizeBytes())));
    }
    assertThat(rows).containsExactly("3 from 0 to 8", "3 from 15 to 28");
  }

  @Test
  void aPictureInOtherMemoryIsAFailureAndNoCrash() {
    RowConversion conversion = new RowConversion((in, inAt, out, outAt, pixels) -> {});
    TensorLayout layout = TensorLayout.dense(ElementType.U8, 4, 4, 4);
    ImageSpec spec = ImageSpec.of(4, 4, PixelFormat.BGRA8);
    Tensor elsewhere = () -> layout;
    AovData data = () -> elsewhere;
    try (Arena arena = Arena.ofConfined()) {
      HostImage out = new HostImage(spec, arena.allocate(spec.sizeBytes()));
      OrielException e =
          catchThrowableOfType(OrielException.class, () -> conversion.convert(data, out));
      assertThat(e.code()).isEqualTo(ErrorCode.CONVERSION_FAILED);
    }
  }
}
