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

/** HdrColor, scene-linear f16 or f32, RGB or RGBA, to BGRA8. */
@Component(property = AovConverter.AOV + "=" + Aovs.HDR_COLOR)
public final class HdrColorConverter implements AovConverter {
  private static final Accepted ACCEPTED =
      new Accepted(List.of(3, 4), List.of(ElementType.F16, ElementType.F32));

  @Override
  public Conversion open(ConversionRequest request) throws OrielException {
    ACCEPTED.check(request);
    DisplayCurve curve =
        switch (request.toneMapping()) {
          case REINHARD -> DisplayCurve.reinhard(request.exposure());
          case ACES -> DisplayCurve.aces(request.exposure());
        };
    return new RowConversion(CurveKernels.of(curve, request.input().image()));
  }
}
