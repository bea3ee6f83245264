package io.oriel.video;

import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_BGRA;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_NV12;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV420P;
import static org.bytedeco.ffmpeg.global.swscale.SWS_BILINEAR;
import static org.bytedeco.ffmpeg.global.swscale.SWS_CS_ITU709;
import static org.bytedeco.ffmpeg.global.swscale.sws_getCoefficients;
import static org.bytedeco.ffmpeg.global.swscale.sws_getContext;
import static org.bytedeco.ffmpeg.global.swscale.sws_scale;
import static org.bytedeco.ffmpeg.global.swscale.sws_setColorspaceDetails;

import io.oriel.api.image.HostImage;
import io.oriel.api.image.ImageSpec;
import io.oriel.api.image.PixelFormat;
import io.oriel.api.image.Plane;
import org.bytedeco.ffmpeg.swscale.SwsContext;
import org.bytedeco.ffmpeg.swscale.SwsFilter;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerPointer;

/** FFmpeg's colour conversion between two pictures, BT.709 in limited range. Never freed. */
final class Swscale {
  private static final int ONE = 1 << 16;

  private final SwsContext context;
  private final PointerPointer<BytePointer> from;
  private final PointerPointer<BytePointer> to;
  private final IntPointer fromPitches;
  private final IntPointer toPitches;
  private final int height;

  Swscale(HostImage source, HostImage target) {
    ImageSpec spec = source.spec();
    height = spec.height();
    context =
        sws_getContext(
            spec.width(),
            height,
            AV_PIX_FMT_BGRA,
            spec.width(),
            height,
            target.spec().format() == PixelFormat.NV12 ? AV_PIX_FMT_NV12 : AV_PIX_FMT_YUV420P,
            SWS_BILINEAR,
            (SwsFilter) null,
            null,
            (DoublePointer) null);
    IntPointer bt709 = sws_getCoefficients(SWS_CS_ITU709);
    sws_setColorspaceDetails(context, bt709, 1, bt709, 0, 0, ONE, ONE);
    from = pointers(source);
    to = pointers(target);
    fromPitches = pitches(source);
    toPitches = pitches(target);
  }

  /** Returns the rows that were written. */
  int convert() {
    return sws_scale(context, from, fromPitches, 0, height, to, toPitches);
  }

  private static PointerPointer<BytePointer> pointers(HostImage image) {
    int planes = image.spec().planes().size();
    PointerPointer<BytePointer> pointers = new PointerPointer<>(planes);
    for (int i = 0; i < planes; i++) {
      Plane plane = image.spec().plane(i);
      long address = image.segment().address() + plane.offsetBytes();
      pointers.put(i, new At(address));
    }
    return pointers;
  }

  private static IntPointer pitches(HostImage image) {
    return new IntPointer(image.spec().planes().stream().mapToInt(Plane::pitchBytes).toArray());
  }

  /** An address that somebody else owns. */
  private static final class At extends Pointer {
    At(long address) {
      this.address = address;
    }
  }
}
