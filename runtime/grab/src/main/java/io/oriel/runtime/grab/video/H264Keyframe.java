package io.oriel.runtime.grab.video;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_H264;
import static org.bytedeco.ffmpeg.global.avcodec.AV_INPUT_BUFFER_PADDING_SIZE;
import static org.bytedeco.ffmpeg.global.avcodec.av_new_packet;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_decoder;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_frame;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_packet;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;

import io.oriel.ffmpeg.FfmpegNatives;
import io.oriel.runtime.grab.GrabException;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;

/** Decodes one keyframe with FFmpeg, and nothing before or after it. */
final class H264Keyframe {
  /** 8192x4320 and some more: what a hostile parameter set may make the decoder allocate. */
  private static final long MOST_PIXELS = 40_000_000;

  private H264Keyframe() {}

  /**
   * Decodes an access unit.
   *
   * @param unit Annex B with parameter sets
   * @return empty if it cannot be decoded
   * @throws GrabException when there is no decoder, or the picture is of a kind that is not read
   */
  static Optional<BufferedImage> decode(byte[] unit, Path cache) throws GrabException {
    try {
      FfmpegNatives.load(cache);
    } catch (IOException | LinkageError e) {
      throw new GrabException(
          "the decoder cannot be loaded (" + e.getMessage() + "); unpack the distribution again",
          e);
    }
    AVCodec codec = avcodec_find_decoder(AV_CODEC_ID_H264);
    AVCodecContext context = avcodec_alloc_context3(codec);
    try {
      context.max_pixels(MOST_PIXELS).thread_count(1);
      if (avcodec_open2(context, codec, (AVDictionary) null) < 0) {
        throw new GrabException("the H.264 decoder does not open; unpack the distribution again");
      }
      return decode(context, unit);
    } finally {
      avcodec_free_context(context);
    }
  }

  private static Optional<BufferedImage> decode(AVCodecContext context, byte[] unit)
      throws GrabException {
    AVPacket packet = av_packet_alloc();
    AVFrame frame = av_frame_alloc();
    try {
      if (unit.length > Integer.MAX_VALUE - AV_INPUT_BUFFER_PADDING_SIZE
          || av_new_packet(packet, unit.length) < 0) {
        return Optional.empty();
      }
      packet.data().put(unit, 0, unit.length);
      // The end right behind it, so that the decoder keeps nothing back for its order.
      boolean decoded =
          avcodec_send_packet(context, packet) >= 0
              && avcodec_send_packet(context, null) >= 0
              && avcodec_receive_frame(context, frame) >= 0
              && frame.decode_error_flags() == 0;
      return decoded ? Optional.of(DecodedPicture.image(frame)) : Optional.empty();
    } finally {
      av_frame_free(frame);
      av_packet_free(packet);
    }
  }
}
