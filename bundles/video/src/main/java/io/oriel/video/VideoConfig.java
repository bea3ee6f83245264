package io.oriel.video;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Configuration of the video feeds. Every value takes effect while streams run. */
@ObjectClassDefinition(name = "Video", description = "How streams are encoded.")
public @interface VideoConfig {
  @AttributeDefinition(
      name = "Encoders",
      description =
          "Names of encoders (oriel.encoder), best liked first; the first that opens is used.")
  String[] encoders() default {"nvenc", "x264", "openh264"};

  @AttributeDefinition(
      name = "Bit rate",
      description = "Target and ceiling of an encoding, in bits per second.",
      min = "100000",
      max = "200000000")
  int bitsPerSecond() default 6_000_000;

  @AttributeDefinition(
      name = "Warm seconds",
      description = "Seconds for which an encoder that nobody watches stays open.",
      min = "0",
      max = "86400")
  int warmSeconds() default 30;
}
