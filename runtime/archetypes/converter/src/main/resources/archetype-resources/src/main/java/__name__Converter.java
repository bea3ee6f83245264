package ${package};

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
import org.osgi.service.component.annotations.Component;

/**
 * Brings the output {@code ${aov}}, made of the distances that the renderer draws. Viewers
 * can choose it while this bundle is installed.
 *
 * <p>To make it of another output, change {@code SOURCE} and the layout that {@code open} accepts;
 * without {@code SOURCE} it converts the renderer's own output {@code ${aov}}.
 */
@Component(
    property = {
      AovConverter.AOV + "=" + ${name}Converter.OUTPUT,
      AovConverter.SOURCE + "=" + Aovs.DISTANCE_TO_IMAGE_PLANE
    })
public final class ${name}Converter implements AovConverter {
  static final String OUTPUT = "${aov}";

  /** Refuses what it cannot do, with the reason; the stream shows colour then and says why. */
  @Override
  public Conversion open(ConversionRequest request) throws OrielException {
    TensorLayout in = request.input().image();
    ImageSpec out = request.output();
    if (!request.placement().equals(Placement.HOST)) {
      throw refused("memory on " + request.placement().kind());
    }
    if (in.type() != ElementType.F32 || in.channels() != 1) {
      throw refused(in.channels() + " channels of " + in.type());
    }
    if (out.format() != PixelFormat.BGRA8
        || in.width() != out.width()
        || in.height() != out.height()) {
      throw refused(in + " as " + out);
    }
    return new ${name}Conversion();
  }

  private static OrielException refused(String what) {
    return new OrielException(
        ErrorCode.AOV_REFUSED, OUTPUT + " is made of f32 on the host, not of " + what);
  }
}
