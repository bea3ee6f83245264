package io.oriel.tck;

import io.oriel.api.aov.AovConverter;
import io.oriel.api.aov.AovData;
import io.oriel.api.aov.AovLayout;
import io.oriel.api.aov.Conversion;
import io.oriel.api.aov.ConversionRequest;
import io.oriel.api.aov.ElementType;
import io.oriel.api.aov.HostTensor;
import io.oriel.api.aov.TensorLayout;
import io.oriel.api.error.ErrorCode;
import io.oriel.api.error.OrielException;
import io.oriel.api.image.HostImage;
import io.oriel.api.image.Image;
import io.oriel.api.image.PixelFormat;
import io.oriel.api.image.Placement;
import io.oriel.api.image.Plane;
import java.lang.foreign.ValueLayout;

/** Keeps the contract: floats of three channels from 0 to 1, at their places. */
class SampleConverter implements AovConverter {
  static final AovLayout LAYOUT =
      AovLayout.of("Sample", TensorLayout.dense(ElementType.F32, 8, 8, 3));

  @Override
  public Conversion open(ConversionRequest request) throws OrielException {
    TensorLayout in = request.input().image();
    boolean taken =
        request.placement().equals(Placement.HOST)
            && in.type() == ElementType.F32
            && in.channels() == 3
            && request.output().format() == PixelFormat.BGRA8
            && request.output().width() == in.width()
            && request.output().height() == in.height();
    if (!taken) {
      throw new OrielException(ErrorCode.AOV_REFUSED, "only three floats on the host");
    }
    return new SampleConversion();
  }

  /** One that a broken sample changes in one thing. */
  static class SampleConversion implements Conversion {
    @Override
    public void convert(AovData in, Image out) throws OrielException {
      HostTensor from = (HostTensor) in.image();
      HostImage to = (HostImage) out;
      for (int y = 0; y < from.layout().height(); y++) {
        for (int x = 0; x < from.layout().width(); x++) {
          pixel(from, to, x, y);
        }
      }
    }

    void pixel(HostTensor from, HostImage to, int x, int y) {
      long at = (long) y * pitch(from.layout()) + x * 12L;
      put(to, x, y, value(from, at + 8), value(from, at + 4), value(from, at));
    }

    int pitch(TensorLayout layout) {
      return layout.pitchBytes();
    }

    static void put(HostImage to, int x, int y, int blue, int green, int red) {
      Plane plane = to.spec().plane(0);
      long at = plane.offsetBytes() + (long) y * plane.pitchBytes() + x * 4L;
      to.segment()
          .set(ValueLayout.JAVA_INT_UNALIGNED, at, blue | green << 8 | red << 16 | 0xff << 24);
    }

    private static int value(HostTensor from, long at) {
      float value = from.segment().get(ValueLayout.JAVA_FLOAT_UNALIGNED, at);
      return value >= 0 ? Math.round(255 * Math.min(value, 1)) : 0;
    }

    @Override
    public void close() {}
  }
}
