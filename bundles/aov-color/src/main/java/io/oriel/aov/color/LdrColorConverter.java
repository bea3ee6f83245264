package io.oriel.aov.color;

import io.oriel.aov.rows.Accepted;
import io.oriel.aov.rows.RowConversion;
import io.oriel.aov.rows.RowKernel;
import io.oriel.aov.rows.RowKernels;
import io.oriel.api.aov.AovConverter;
import io.oriel.api.aov.Aovs;
import io.oriel.api.aov.Conversion;
import io.oriel.api.aov.ConversionRequest;
import io.oriel.api.aov.ElementType;
import io.oriel.api.error.OrielException;
import java.util.List;
import org.osgi.service.component.annotations.Component;

/** LdrColor, u8 RGBA or RGB in display colour, to BGRA8. */
@Component(property = AovConverter.AOV + "=" + Aovs.LDR_COLOR)
public final class LdrColorConverter implements AovConverter {
  private static final Accepted ACCEPTED = new Accepted(List.of(3, 4), List.of(ElementType.U8));

  @Override
  public Conversion open(ConversionRequest request) throws OrielException {
    ACCEPTED.check(request);
    return new RowConversion(kernel(request.input().image().channels()));
  }

  private static RowKernel kernel(int channels) {
    return channels == 4
        ? RowKernels.fastest(new ScalarRgbaKernel(), () -> new VectorRgbaKernel())
        : RowKernels.fastest(new ScalarRgbKernel(), () -> new VectorRgbKernel());
  }
}
