package io.oriel.aov.color;

import io.oriel.aov.rows.Accepted;
import io.oriel.aov.rows.RowConversion;
import io.oriel.api.aov.AovConverter;
import io.oriel.api.aov.Aovs;
import io.oriel.api.aov.Conversion;
import io.oriel.api.aov.ConversionRequest;
import io.oriel.api.aov.ElementType;
import io.oriel.api.error.OrielException;
import java.util.List;
import org.osgi.service.component.annotations.Component;

/** DiffuseAlbedoSD, linear u8, f16 or f32, RGB or RGBA, to BGRA8. */
@Component(property = AovConverter.AOV + "=" + Aovs.DIFFUSE_ALBEDO)
public final class DiffuseAlbedoConverter implements AovConverter {
  private static final Accepted ACCEPTED =
      new Accepted(List.of(3, 4), List.of(ElementType.U8, ElementType.F16, ElementType.F32));

  @Override
  public Conversion open(ConversionRequest request) throws OrielException {
    ACCEPTED.check(request);
    return new RowConversion(CurveKernels.of(DisplayCurve.linear(), request.input().image()));
  }
}
