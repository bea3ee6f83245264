package io.oriel.encoder.ffmpeg;

import io.oriel.api.error.OrielException;
import io.oriel.api.video.EncodeSpec;
import io.oriel.api.video.Encoder;
import io.oriel.api.video.EncoderProvider;

/** H.264 by NVIDIA hardware, through the driver. */
final class NvencProvider implements EncoderProvider {
  private final FfmpegLibrary library;

  NvencProvider(FfmpegLibrary library) {
    this.library = library;
  }

  @Override
  public Encoder open(EncodeSpec spec) throws OrielException {
    return FfmpegEncoder.open(library, H264.NVENC, spec);
  }
}
