package io.oriel.encoder.ffmpeg;

import static org.bytedeco.ffmpeg.global.avutil.AVCOL_RANGE_MPEG;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_BT709;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_BGRA;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_NV12;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_RGBA;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV420P;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;

import io.oriel.api.image.HostImage;
import io.oriel.api.image.ImageSpec;
import io.oriel.api.image.PixelFormat;
import io.oriel.api.image.Plane;
import io.oriel.ffmpeg.ForeignMemory;
import java.util.List;
import org.bytedeco.ffmpeg.avutil.AVFrame;

/**
 * The library's view on pictures: an {@code AVFrame} on the picture's own memory, made when the
 * picture's place is first seen and used again whenever it returns. Pictures come from a few
 * buffers in turn, so that nothing is made or copied in the steady state. The encoders here are
 * done with a picture when the call that takes it returns.
 */
final class PictureFrames implements AutoCloseable {
  private static final int PLACES = 16;

  private final long[] addresses = new long[PLACES];
  private final ImageSpec[] specs = new ImageSpec[PLACES];
  private final AVFrame[] frames = new AVFrame[PLACES];
  private int next;

  static int pixelFormat(PixelFormat format) {
    return switch (format) {
      case NV12 -> AV_PIX_FMT_NV12;
      case I420 -> AV_PIX_FMT_YUV420P;
      case BGRA8 -> AV_PIX_FMT_BGRA;
      case RGBA8 -> AV_PIX_FMT_RGBA;
    };
  }

  /** The frame on this picture. Valid until it was not asked for while sixteen others were. */
  AVFrame of(HostImage picture) {
    long address = picture.segment().address();
    for (int i = 0; i < PLACES; i++) {
      if (addresses[i] == address && frames[i] != null && specs[i].equals(picture.spec())) {
        return frames[i];
      }
    }
    int place = next;
    next = (next + 1) % PLACES;
    free(place);
    addresses[place] = address;
    specs[place] = picture.spec();
    frames[place] = wrap(picture);
    return frames[place];
  }

  private static AVFrame wrap(HostImage picture) {
    ImageSpec spec = picture.spec();
    List<Plane> planes = spec.planes();
    long address = picture.segment().address();
    AVFrame frame = av_frame_alloc();
    frame
        .format(pixelFormat(spec.format()))
        .width(spec.width())
        .height(spec.height())
        .color_range(AVCOL_RANGE_MPEG)
        .colorspace(AVCOL_SPC_BT709);
    for (int i = 0; i < planes.size(); i++) {
      frame.data(i, ForeignMemory.at(address + planes.get(i).offsetBytes()));
      frame.linesize(i, planes.get(i).pitchBytes());
    }
    frame.buf(0, ForeignMemory.buffer(address, spec.sizeBytes()));
    return frame;
  }

  private void free(int place) {
    if (frames[place] != null) {
      av_frame_free(frames[place]);
      frames[place] = null;
    }
  }

  @Override
  public void close() {
    for (int i = 0; i < PLACES; i++) {
      free(i);
    }
  }
}
