package io.oriel.encoder.ffmpeg;

import io.oriel.api.error.OrielException;
import io.oriel.api.video.EncodeSpec;
import io.oriel.api.video.Encoder;
import io.oriel.api.video.EncoderProvider;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** H.264 by NVIDIA hardware, through the driver. */
@Component(property = {EncoderProvider.ENCODER + "=nvenc", EncoderProvider.CODEC + "=H264"})
public final class NvencProvider implements EncoderProvider {
  private final FfmpegLibrary library;

  @Activate
  public NvencProvider(@Reference FfmpegLibrary library) {
    this.library = library;
  }

  @Override
  public Encoder open(EncodeSpec spec) throws OrielException {
    return FfmpegEncoder.open(library, H264.NVENC, spec);
  }
}
