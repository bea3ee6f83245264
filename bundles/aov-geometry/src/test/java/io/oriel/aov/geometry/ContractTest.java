package io.oriel.aov.geometry;

import io.oriel.api.aov.AovConverter;
import io.oriel.api.aov.AovLayout;
import io.oriel.api.aov.Aovs;
import io.oriel.api.aov.ElementType;
import io.oriel.api.aov.TensorLayout;
import io.oriel.tck.ConverterContract;
import java.util.List;
import org.junit.jupiter.api.Nested;

/** The converters keep the contract. */
class ContractTest {
  private static AovLayout layout(String aov, ElementType type, int channels) {
    return AovLayout.of(aov, TensorLayout.dense(type, 64, 32, channels));
  }

  @Nested
  class Depth extends ConverterContract {
    @Override
    protected AovConverter converter() {
      return new DepthConverter();
    }

    @Override
    protected List<AovLayout> layouts() {
      return List.of(
          layout(Aovs.DEPTH, ElementType.F32, 1),
          layout(Aovs.DEPTH, ElementType.U32, 1),
          layout(Aovs.DISTANCE_TO_IMAGE_PLANE, ElementType.F32, 1),
          layout(Aovs.DISTANCE_TO_IMAGE_PLANE, ElementType.U32, 1),
          layout(Aovs.DISTANCE_TO_CAMERA, ElementType.F32, 1),
          layout(Aovs.DISTANCE_TO_CAMERA, ElementType.U32, 1));
    }
  }

  @Nested
  class Normal extends ConverterContract {
    @Override
    protected AovConverter converter() {
      return new NormalConverter();
    }

    @Override
    protected List<AovLayout> layouts() {
      return List.of(
          layout(Aovs.NORMAL, ElementType.F32, 3),
          layout(Aovs.NORMAL, ElementType.F32, 4),
          layout(Aovs.NORMAL, ElementType.U32, 3),
          layout(Aovs.NORMAL, ElementType.U32, 4));
    }
  }
}
