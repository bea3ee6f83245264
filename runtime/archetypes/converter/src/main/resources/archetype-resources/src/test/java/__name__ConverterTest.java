package ${package};

import static org.assertj.core.api.Assertions.assertThat;

import io.oriel.api.aov.AovConverter;
import io.oriel.api.aov.AovLayout;
import io.oriel.api.aov.Aovs;
import io.oriel.api.aov.ElementType;
import io.oriel.api.aov.TensorLayout;
import io.oriel.tck.ConverterContract;
import io.oriel.tck.Golden;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What every converter keeps to, and what the picture of this one shows. */
class ${name}ConverterTest extends ConverterContract {
  @Override
  protected AovConverter converter() {
    return new ${name}Converter();
  }

  @Override
  protected List<AovLayout> layouts() {
    return List.of(
        AovLayout.of(Aovs.DISTANCE_TO_IMAGE_PLANE, TensorLayout.dense(ElementType.F32, 64, 32, 1)));
  }

  @Override
  protected Optional<Golden> golden(AovLayout layout) {
    return Optional.of(
        new Golden(channels -> ${name}Conversion.color((float) channels[0]) & 0xffffff, 0));
  }

  @Test
  void twiceTheDistanceHasTheSameColor() {
    assertThat(${name}Conversion.color(6)).isEqualTo(${name}Conversion.color(3));
    assertThat(${name}Conversion.color(4)).isNotEqualTo(${name}Conversion.color(3));
  }

  @Test
  void whereNothingIsSeenItIsBlack() {
    assertThat(${name}Conversion.color(Float.POSITIVE_INFINITY)).isEqualTo(0xff000000);
    assertThat(${name}Conversion.color(Float.NaN)).isEqualTo(0xff000000);
    assertThat(${name}Conversion.color(0)).isEqualTo(0xff000000);
  }
}
