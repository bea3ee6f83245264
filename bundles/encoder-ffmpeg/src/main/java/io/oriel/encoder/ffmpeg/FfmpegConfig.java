package io.oriel.encoder.ffmpeg;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Configuration of the FFmpeg encoders. */
@ObjectClassDefinition(name = "FFmpeg encoders", description = "Where FFmpeg's libraries lie.")
public @interface FfmpegConfig {
  @AttributeDefinition(
      name = "Cache folder",
      description =
          "Folder that FFmpeg's libraries are unpacked to, once for each version; it must permit"
              + " execution. Empty for the bundle's own storage.")
  String cacheFolder() default "";
}
