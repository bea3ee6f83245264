package io.oriel.aov.color;

import io.oriel.api.aov.AovConverter;
import io.oriel.api.aov.Aovs;
import io.oriel.api.aov.Conversion;
import io.oriel.api.aov.ConversionRequest;
import io.oriel.api.aov.ElementType;
import io.oriel.api.aov.TensorLayout;
import io.oriel.api.error.ErrorCode;
import io.oriel.api.error.OrielException;
import io.oriel.api.image.ImageSpec;
import io.oriel.api.image.PixelFormat;
import io.oriel.api.image.Placement;
import java.util.function.Supplier;
import org.osgi.service.component.annotations.Component;

/** LdrColor, u8 RGBA or RGB in display colour, to BGRA8. */
@Component(property = AovConverter.AOV + "=" + Aovs.LDR_COLOR)
public final class LdrColorConverter implements AovConverter {
  private final Supplier<RowKernel> kernels = RowKernels.choose();

  @Override
  public Conversion open(ConversionRequest request) throws OrielException {
    TensorLayout in = request.input().image();
    ImageSpec out = request.output();
    if (!request.placement().equals(Placement.HOST)) {
      throw refusal("a picture in " + request.placement().kind() + " memory; only host memory");
    }
    if (in.type() != ElementType.U8 || (in.channels() != 3 && in.channels() != 4)) {
      throw refusal(in.channels() + " channels of " + in.type() + "; only 3 or 4 of U8");
    }
    if (out.format() != PixelFormat.BGRA8
        || out.width() != in.width()
        || out.height() != in.height()) {
      throw refusal(
          in.width()
              + "x"
              + in.height()
              + " to "
              + out.width()
              + "x"
              + out.height()
              + " "
              + out.format()
              + "; only BGRA8 of the same size");
    }
    return new LdrColorConversion(kernels.get());
  }

  private static OrielException refusal(String what) {
    return new OrielException(ErrorCode.AOV_REFUSED, "LdrColor is not converted from " + what);
  }
}
