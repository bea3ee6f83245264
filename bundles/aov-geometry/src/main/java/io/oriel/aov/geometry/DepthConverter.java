package io.oriel.aov.geometry;

import io.oriel.aov.rows.Accepted;
import io.oriel.api.aov.AovConverter;
import io.oriel.api.aov.Aovs;
import io.oriel.api.aov.Conversion;
import io.oriel.api.aov.ConversionRequest;
import io.oriel.api.aov.ElementType;
import io.oriel.api.error.OrielException;
import java.util.List;
import org.osgi.service.component.annotations.Component;

/** Depths and distances, f32 or u32 with the bits of an f32, to BGRA8: near bright, far dark. */
@Component(
    property = {
      AovConverter.AOV + "=" + Aovs.DEPTH,
      AovConverter.AOV + "=" + Aovs.DISTANCE_TO_IMAGE_PLANE,
      AovConverter.AOV + "=" + Aovs.DISTANCE_TO_CAMERA
    })
public final class DepthConverter implements AovConverter {
  private static final Accepted ACCEPTED =
      new Accepted(List.of(1), List.of(ElementType.F32, ElementType.U32));

  @Override
  public Conversion open(ConversionRequest request) throws OrielException {
    ACCEPTED.check(request);
    return new DepthConversion(request.input().aov());
  }
}
