package io.oriel.aov.segmentation;

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
  class Segmentation extends ConverterContract {
    @Override
    protected AovConverter converter() {
      return new SegmentationConverter();
    }

    @Override
    protected List<AovLayout> layouts() {
      return List.of(
          layout(Aovs.INSTANCE_SEGMENTATION, ElementType.U32, 1),
          layout(Aovs.SEMANTIC_SEGMENTATION, ElementType.U32, 1));
    }
  }
}
