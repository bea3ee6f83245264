package io.oriel.encoder.ffmpeg;

import static org.bytedeco.ffmpeg.global.avutil.AV_PICTURE_TYPE_I;
import static org.bytedeco.ffmpeg.global.avutil.AV_PICTURE_TYPE_NONE;

import io.oriel.api.error.ErrorCode;
import io.oriel.api.error.OrielException;
import io.oriel.api.image.HostImage;
import io.oriel.api.image.Image;
import io.oriel.api.image.ImageSpec;
import io.oriel.api.video.EncodeOptions;
import io.oriel.api.video.EncodeSpec;
import io.oriel.api.video.EncodedSink;
import io.oriel.api.video.Encoder;
import org.bytedeco.ffmpeg.avutil.AVFrame;

/** An encoder of FFmpeg at work. Used by one thread. */
final class FfmpegEncoder implements Encoder {
  private final FfmpegLibrary library;
  private final H264 codec;
  private final EncodeSpec spec;
  private final ImageSpec input;
  private final PictureFrames frames = new PictureFrames();
  private CodecContext context;
  private int bitsPerSecond;
  private long lastTicks = Long.MIN_VALUE / 2;

  private FfmpegEncoder(FfmpegLibrary library, H264 codec, EncodeSpec spec, CodecContext context) {
    this.library = library;
    this.codec = codec;
    this.spec = spec;
    this.input = ImageSpec.of(spec.width(), spec.height(), codec.format());
    this.context = context;
    this.bitsPerSecond = spec.bitsPerSecond();
  }

  static FfmpegEncoder open(FfmpegLibrary library, H264 codec, EncodeSpec spec)
      throws OrielException {
    return new FfmpegEncoder(
        library, codec, spec, CodecContext.open(library, codec, spec, spec.bitsPerSecond()));
  }

  @Override
  public ImageSpec input() {
    return input;
  }

  @Override
  public void encode(Image picture, EncodeOptions options, EncodedSink out) throws OrielException {
    if (!(picture instanceof HostImage host) || !host.spec().equals(input)) {
      throw new OrielException(
          ErrorCode.ENCODER_FAILED,
          codec.codecName() + " takes host pictures of " + input + ", not " + picture.spec());
    }
    follow(options.bitsPerSecond());
    AVFrame frame = frames.of(host);
    frame.pts(ticks(options.captureTimeNanos()));
    frame.pict_type(options.keyframe() ? AV_PICTURE_TYPE_I : AV_PICTURE_TYPE_NONE);
    context.encode(frame, out);
    library.counters().increment(FfmpegCounter.PICTURES);
  }

  /** A codec that cannot change its rate is opened anew; its first picture is a keyframe. */
  private void follow(int wanted) throws OrielException {
    if (wanted == bitsPerSecond) {
      return;
    }
    if (codec.followsBitRate()) {
      context.bitRate(wanted);
    } else {
      CodecContext next = CodecContext.open(library, codec, spec, wanted);
      context.close();
      context = next;
      library.counters().increment(FfmpegCounter.ENCODERS_REOPENED);
    }
    bitsPerSecond = wanted;
  }

  /** Strictly rising, because the library refuses a time that stands still. */
  private long ticks(long nanos) {
    long ticks = Math.floorDiv(nanos, 1_000_000_000L) * CodecContext.TICKS_A_SECOND;
    ticks += Math.floorMod(nanos, 1_000_000_000L) * CodecContext.TICKS_A_SECOND / 1_000_000_000L;
    lastTicks = Math.max(ticks, lastTicks + 1);
    return lastTicks;
  }

  @Override
  public void close() {
    frames.close();
    context.close();
  }
}
