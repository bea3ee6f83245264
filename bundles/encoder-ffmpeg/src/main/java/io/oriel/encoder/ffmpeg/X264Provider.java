package io.oriel.encoder.ffmpeg;

import io.oriel.api.error.OrielException;
import io.oriel.api.video.EncodeSpec;
import io.oriel.api.video.Encoder;
import io.oriel.api.video.EncoderProvider;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** H.264 by libx264; only in the GPL libraries. */
@Component(property = {EncoderProvider.ENCODER + "=x264", EncoderProvider.CODEC + "=H264"})
public final class X264Provider implements EncoderProvider {
  private final FfmpegLibrary library;

  @Activate
  public X264Provider(@Reference FfmpegLibrary library) {
    this.library = library;
  }

  @Override
  public Encoder open(EncodeSpec spec) throws OrielException {
    return FfmpegEncoder.open(library, H264.X264, spec);
  }
}
