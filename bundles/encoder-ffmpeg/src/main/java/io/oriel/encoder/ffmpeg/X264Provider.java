package io.oriel.encoder.ffmpeg;

import io.oriel.api.error.OrielException;
import io.oriel.api.video.EncodeSpec;
import io.oriel.api.video.Encoder;
import io.oriel.api.video.EncoderProvider;

/** H.264 by libx264; only in the GPL libraries. */
final class X264Provider implements EncoderProvider {
  private final FfmpegLibrary library;

  X264Provider(FfmpegLibrary library) {
    this.library = library;
  }

  @Override
  public Encoder open(EncodeSpec spec) throws OrielException {
    return FfmpegEncoder.open(library, H264.X264, spec);
  }
}
