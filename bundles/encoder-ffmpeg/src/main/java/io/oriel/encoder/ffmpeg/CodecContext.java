package io.oriel.encoder.ffmpeg;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_FLAG_LOW_DELAY;
import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_FLAG_KEY;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_encoder_by_name;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_packet;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_frame;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_PRI_BT709;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_RANGE_MPEG;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_BT709;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_TRC_BT709;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EAGAIN;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_free;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_set;
import static org.bytedeco.ffmpeg.global.avutil.av_make_q;
import static org.bytedeco.ffmpeg.global.avutil.av_strerror;

import io.oriel.api.error.ErrorCode;
import io.oriel.api.error.OrielException;
import io.oriel.api.video.EncodeSpec;
import io.oriel.api.video.EncodedSink;
import io.oriel.ffmpeg.FfmpegNatives;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.javacpp.Pointer;

/** One opened codec of the library. Used by one thread. */
final class CodecContext implements AutoCloseable {
  /** Clock of presentation times, that of RTP. */
  static final int TICKS_A_SECOND = 90_000;

  /** Pictures between keyframes: never reached. */
  private static final int ENDLESS = 1 << 30;

  /** The coded picture buffer holds a tenth of a second: it bounds the size of a keyframe. */
  private static final int BUFFERS_A_SECOND = 10;

  private static final int SLICE_THREADS = 2;

  private final AVCodecContext context;
  private final AVPacket packet = av_packet_alloc();

  private CodecContext(AVCodecContext context) {
    this.context = context;
  }

  /** Opens the codec, or refuses with what the library says. */
  static CodecContext open(FfmpegLibrary library, H264 codec, EncodeSpec spec, int bitsPerSecond)
      throws OrielException {
    FfmpegNatives natives = library.load();
    AVCodec encoder = avcodec_find_encoder_by_name(codec.codecName());
    if (encoder == null) {
      throw refusal(
          library,
          codec.codecName()
              + " is not in the FFmpeg libraries that are attached ("
              + natives.licence()
              + "); x264 comes with the fragment io.oriel.ffmpeg.linux-x86_64-gpl");
    }
    AVCodecContext context = avcodec_alloc_context3(encoder);
    configure(context, codec, spec, bitsPerSecond);
    AVDictionary options = new AVDictionary((Pointer) null);
    for (Map.Entry<String, String> option : codec.options().entrySet()) {
      av_dict_set(options, option.getKey(), option.getValue(), 0);
    }
    library.messages().collect();
    int result = avcodec_open2(context, encoder, options);
    String said = library.messages().collected();
    av_dict_free(options);
    if (result < 0) {
      avcodec_free_context(context);
      throw refusal(
          library,
          codec.codecName()
              + " does not open: "
              + error(result)
              + (said.isEmpty() ? "" : " (" + said + ")"));
    }
    library.counters().increment(FfmpegCounter.ENCODERS_OPENED);
    return new CodecContext(context);
  }

  private static OrielException refusal(FfmpegLibrary library, String reason) {
    library.counters().increment(FfmpegCounter.ENCODERS_REFUSED);
    return new OrielException(ErrorCode.ENCODER_UNAVAILABLE, reason);
  }

  private static void configure(
      AVCodecContext context, H264 codec, EncodeSpec spec, int bitsPerSecond) {
    int threads = Math.max(1, Runtime.getRuntime().availableProcessors() - 1);
    context
        .width(spec.width())
        .height(spec.height())
        .pix_fmt(PictureFrames.pixelFormat(codec.format()))
        .time_base(av_make_q(1, TICKS_A_SECOND))
        .framerate(av_make_q((int) Math.round(spec.framesPerSecond() * 1000), 1000))
        .gop_size(ENDLESS)
        .max_b_frames(0)
        .flags(context.flags() | AV_CODEC_FLAG_LOW_DELAY)
        .thread_count(threads)
        .thread_type(SLICE_THREADS)
        .slices(threads)
        .color_range(AVCOL_RANGE_MPEG)
        .colorspace(AVCOL_SPC_BT709)
        .color_primaries(AVCOL_PRI_BT709)
        .color_trc(AVCOL_TRC_BT709);
    if (codec.profile() != 0) {
      context.profile(codec.profile());
    }
    rate(context, bitsPerSecond);
  }

  private static void rate(AVCodecContext context, int bitsPerSecond) {
    context
        .rc_max_rate(bitsPerSecond)
        .rc_buffer_size(bitsPerSecond / BUFFERS_A_SECOND)
        .bit_rate(bitsPerSecond);
  }

  /** Sets the bit rate of a codec that follows it. */
  void bitRate(int bitsPerSecond) {
    rate(context, bitsPerSecond);
  }

  /** Encodes one picture and hands over what comes out. */
  void encode(AVFrame frame, EncodedSink out) throws OrielException {
    check(avcodec_send_frame(context, frame));
    int result = avcodec_receive_packet(context, packet);
    while (result >= 0) {
      try {
        MemorySegment data =
            MemorySegment.ofAddress(packet.data().address()).reinterpret(packet.size());
        out.accept(data, (packet.flags() & AV_PKT_FLAG_KEY) != 0);
      } finally {
        av_packet_unref(packet);
      }
      result = avcodec_receive_packet(context, packet);
    }
    if (result != AVERROR_EAGAIN()) {
      check(result);
    }
  }

  private static void check(int result) throws OrielException {
    if (result < 0) {
      throw new OrielException(ErrorCode.ENCODER_FAILED, "the encoder failed: " + error(result));
    }
  }

  private static String error(int result) {
    byte[] text = new byte[256];
    av_strerror(result, text, text.length);
    int length = 0;
    while (length < text.length && text[length] != 0) {
      length++;
    }
    return new String(text, 0, length, StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    av_packet_free(packet);
    avcodec_free_context(context);
  }
}
