package io.oriel.engine;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.oriel.api.aov.AovData;
import io.oriel.api.aov.AovLayout;
import io.oriel.api.aov.Aovs;
import io.oriel.api.aov.Conversion;
import io.oriel.api.aov.ElementType;
import io.oriel.api.aov.TensorLayout;
import io.oriel.api.error.ErrorCode;
import io.oriel.api.error.OrielException;
import io.oriel.api.image.Image;
import io.oriel.api.image.ImageSpec;
import io.oriel.api.image.PixelFormat;
import org.junit.jupiter.api.Test;

class ConversionWarmUpTest {
  private static void warmUp(ErrorCode failure) throws OrielException {
    Conversion conversion =
        new Conversion() {
          @Override
          public void convert(AovData in, Image out) throws OrielException {
            throw new OrielException(failure, "of this input");
          }

          @Override
          public void close() {
            // Owns nothing.
          }
        };
    ConversionWarmUp.run(
        conversion,
        AovLayout.of(Aovs.DEPTH, TensorLayout.dense(ElementType.F32, 4, 4, 1)),
        ImageSpec.of(4, 4, PixelFormat.BGRA8));
  }

  @Test
  void blankInputMayBeCalledEmpty() {
    assertThatCode(() -> warmUp(ErrorCode.AOV_EMPTY)).doesNotThrowAnyException();
  }

  @Test
  void anyOtherFailureIsOne() {
    assertThatThrownBy(() -> warmUp(ErrorCode.CONVERSION_FAILED)).hasMessage("of this input");
  }
}
