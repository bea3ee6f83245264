package io.oriel.aov.segmentation;

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

/** Segmentations, an id a pixel, to BGRA8: each id in a colour of its own, always the same. */
@Component(
    property = {
      AovConverter.AOV + "=" + Aovs.INSTANCE_SEGMENTATION,
      AovConverter.AOV + "=" + Aovs.SEMANTIC_SEGMENTATION
    })
public final class SegmentationConverter implements AovConverter {
  private static final Accepted ACCEPTED = new Accepted(List.of(1), List.of(ElementType.U32));

  @Override
  public Conversion open(ConversionRequest request) throws OrielException {
    ACCEPTED.check(request);
    return new RowConversion(RowKernels.fastest(new ScalarIdKernel(), () -> new VectorIdKernel()));
  }
}
