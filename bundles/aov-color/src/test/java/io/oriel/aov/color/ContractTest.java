package io.oriel.aov.color;

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
  class LdrColor extends ConverterContract {
    @Override
    protected AovConverter converter() {
      return new LdrColorConverter();
    }

    @Override
    protected List<AovLayout> layouts() {
      return List.of(
          layout(Aovs.LDR_COLOR, ElementType.U8, 3), layout(Aovs.LDR_COLOR, ElementType.U8, 4));
    }
  }

  @Nested
  class HdrColor extends ConverterContract {
    @Override
    protected AovConverter converter() {
      return new HdrColorConverter();
    }

    @Override
    protected List<AovLayout> layouts() {
      return List.of(
          layout(Aovs.HDR_COLOR, ElementType.F16, 3),
          layout(Aovs.HDR_COLOR, ElementType.F16, 4),
          layout(Aovs.HDR_COLOR, ElementType.F32, 3),
          layout(Aovs.HDR_COLOR, ElementType.F32, 4));
    }
  }

  @Nested
  class DiffuseAlbedo extends ConverterContract {
    @Override
    protected AovConverter converter() {
      return new DiffuseAlbedoConverter();
    }

    @Override
    protected List<AovLayout> layouts() {
      return List.of(
          layout(Aovs.DIFFUSE_ALBEDO, ElementType.U8, 3),
          layout(Aovs.DIFFUSE_ALBEDO, ElementType.U8, 4),
          layout(Aovs.DIFFUSE_ALBEDO, ElementType.F16, 3),
          layout(Aovs.DIFFUSE_ALBEDO, ElementType.F16, 4),
          layout(Aovs.DIFFUSE_ALBEDO, ElementType.F32, 3),
          layout(Aovs.DIFFUSE_ALBEDO, ElementType.F32, 4));
    }
  }
}
