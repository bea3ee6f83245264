package io.oriel.runtime.grab.video;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_RANGE_JPEG;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_BT470BG;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_BT709;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_SMPTE170M;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV420P;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV422P;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV444P;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUVJ420P;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUVJ422P;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUVJ444P;

import io.oriel.runtime.grab.GrabException;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import java.lang.foreign.MemorySegment;
import org.bytedeco.ffmpeg.avutil.AVFrame;

/** The pixels of a decoded frame, of 8 bits a sample. */
final class DecodedPicture {
  private final AVFrame frame;
  private final int chromaShiftX;
  private final int chromaShiftY;
  private final YuvColors colors;

  private DecodedPicture(AVFrame frame, int chromaShiftX, int chromaShiftY, YuvColors colors) {
    this.frame = frame;
    this.chromaShiftX = chromaShiftX;
    this.chromaShiftY = chromaShiftY;
    this.colors = colors;
  }

  /** A copy of the frame in RGB. */
  static BufferedImage image(AVFrame frame) throws GrabException {
    int format = frame.format();
    boolean full = frame.color_range() == AVCOL_RANGE_JPEG;
    if (format == AV_PIX_FMT_YUV420P || format == AV_PIX_FMT_YUVJ420P) {
      return new DecodedPicture(frame, 1, 1, colors(frame, full || format != AV_PIX_FMT_YUV420P))
          .image();
    }
    if (format == AV_PIX_FMT_YUV422P || format == AV_PIX_FMT_YUVJ422P) {
      return new DecodedPicture(frame, 1, 0, colors(frame, full || format != AV_PIX_FMT_YUV422P))
          .image();
    }
    if (format == AV_PIX_FMT_YUV444P || format == AV_PIX_FMT_YUVJ444P) {
      return new DecodedPicture(frame, 0, 0, colors(frame, full || format != AV_PIX_FMT_YUV444P))
          .image();
    }
    throw new GrabException(
        "its pictures have more than 8 bits a sample, or are no YUV (FFmpeg's pixel format "
            + format
            + "); grab reads 4:2:0, 4:2:2 and 4:4:4 of 8 bits");
  }

  /** Where a stream does not say, the size tells, as it does for players. */
  private static YuvColors colors(AVFrame frame, boolean fullRange) {
    int space = frame.colorspace();
    boolean small = space != AVCOL_SPC_BT709 && frame.height() < 720;
    boolean bt601 = space == AVCOL_SPC_SMPTE170M || space == AVCOL_SPC_BT470BG || small;
    return bt601 ? YuvColors.bt601(fullRange) : YuvColors.bt709(fullRange);
  }

  private BufferedImage image() {
    int width = frame.width();
    int height = frame.height();
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    int[] pixels = ((DataBufferInt) image.getRaster().getDataBuffer()).getData();
    for (int y = 0; y < height; y++) {
      MemorySegment luma = row(0, y, width);
      int chromaWidth = (width - 1 >> chromaShiftX) + 1;
      MemorySegment cb = row(1, y >> chromaShiftY, chromaWidth);
      MemorySegment cr = row(2, y >> chromaShiftY, chromaWidth);
      for (int x = 0; x < width; x++) {
        pixels[y * width + x] =
            colors.rgb(
                luma.get(JAVA_BYTE, x) & 255,
                cb.get(JAVA_BYTE, x >> chromaShiftX) & 255,
                cr.get(JAVA_BYTE, x >> chromaShiftX) & 255);
      }
    }
    return image;
  }

  private MemorySegment row(int plane, int y, int bytes) {
    long address = frame.data(plane).address() + (long) y * frame.linesize(plane);
    return MemorySegment.ofAddress(address).reinterpret(bytes);
  }
}
