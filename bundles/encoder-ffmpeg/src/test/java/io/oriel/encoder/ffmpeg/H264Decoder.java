package io.oriel.encoder.ffmpeg;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_FLAG_LOW_DELAY;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_H264;
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

import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;

/** The library's own decoder. */
final class H264Decoder implements AutoCloseable {
  final AVCodecContext context;
  final AVFrame frame = av_frame_alloc();

  H264Decoder() {
    AVCodec codec = avcodec_find_decoder(AV_CODEC_ID_H264);
    context = avcodec_alloc_context3(codec);
    context.thread_count(1);
    context.flags(context.flags() | AV_CODEC_FLAG_LOW_DELAY);
    if (avcodec_open2(context, codec, (AVDictionary) null) < 0) {
      throw new IllegalStateException("no H.264 decoder");
    }
  }

  /** Decodes one access unit; true if a picture came out, which is then in {@link #frame}. */
  boolean decode(byte[] unit) {
    AVPacket packet = av_packet_alloc();
    try {
      av_new_packet(packet, unit.length);
      packet.data().put(unit);
      if (avcodec_send_packet(context, packet) < 0) {
        throw new IllegalStateException("the decoder refuses a unit");
      }
      return avcodec_receive_frame(context, frame) >= 0;
    } finally {
      av_packet_free(packet);
    }
  }

  int sample(int plane, int x, int y) {
    return frame.data(plane).get((long) y * frame.linesize(plane) + x) & 0xff;
  }

  @Override
  public void close() {
    av_frame_free(frame);
    avcodec_free_context(context);
  }
}
