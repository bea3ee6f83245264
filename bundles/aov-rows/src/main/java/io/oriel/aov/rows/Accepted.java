package io.oriel.aov.rows;

import io.oriel.api.aov.ConversionRequest;
import io.oriel.api.aov.ElementType;
import io.oriel.api.aov.TensorLayout;
import io.oriel.api.error.ErrorCode;
import io.oriel.api.error.OrielException;
import io.oriel.api.image.ImageSpec;
import io.oriel.api.image.PixelFormat;
import io.oriel.api.image.Placement;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The pictures that a host converter takes.
 *
 * @param channels of a pixel
 * @param types of an element
 */
public record Accepted(List<Integer> channels, List<ElementType> types) {
  public Accepted {
    channels = List.copyOf(channels);
    types = List.copyOf(types);
  }

  /**
   * Refuses what is not taken.
   *
   * @throws OrielException with {@link ErrorCode#AOV_REFUSED} and the reason
   */
  public void check(ConversionRequest request) throws OrielException {
    TensorLayout in = request.input().image();
    ImageSpec out = request.output();
    if (!request.placement().equals(Placement.HOST)) {
      throw refusal(
          request, "a picture in " + request.placement().kind() + " memory; only host memory");
    }
    if (!channels.contains(in.channels()) || !types.contains(in.type())) {
      throw refusal(
          request,
          in.channels()
              + " channels of "
              + in.type()
              + "; only "
              + any(channels)
              + " of "
              + any(types));
    }
    if (out.format() != PixelFormat.BGRA8
        || out.width() != in.width()
        || out.height() != in.height()) {
      throw refusal(
          request,
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
  }

  private static String any(List<?> values) {
    return values.stream().map(Object::toString).collect(Collectors.joining(" or "));
  }

  private static OrielException refusal(ConversionRequest request, String what) {
    return new OrielException(
        ErrorCode.AOV_REFUSED, request.input().aov() + " is not converted from " + what);
  }
}
