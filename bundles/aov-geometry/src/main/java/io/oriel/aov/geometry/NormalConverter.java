package io.oriel.aov.geometry;

import io.oriel.aov.rows.Accepted;
import io.oriel.aov.rows.RowConversion;
import io.oriel.aov.rows.RowKernels;
import io.oriel.api.aov.AovConverter;
import io.oriel.api.aov.Aovs;
import io.oriel.api.aov.Conversion;
import io.oriel.api.aov.ConversionRequest;
import io.oriel.api.aov.ElementType;
import io.oriel.api.error.OrielException;
import java.util.List;
import org.osgi.service.component.annotations.Component;

/** Normals, f32 or u32 with the bits of an f32, to BGRA8: x red, y green, z blue. */
@Component(property = AovConverter.AOV + "=" + Aovs.NORMAL)
public final class NormalConverter implements AovConverter {
  private static final Accepted ACCEPTED =
      new Accepted(List.of(3, 4), List.of(ElementType.F32, ElementType.U32));

  @Override
  public Conversion open(ConversionRequest request) throws OrielException {
    ACCEPTED.check(request);
    int channels = request.input().image().channels();
    return new RowConversion(
        RowKernels.fastest(
            new ScalarNormalKernel(channels), () -> new VectorNormalKernel(channels)));
  }
}
