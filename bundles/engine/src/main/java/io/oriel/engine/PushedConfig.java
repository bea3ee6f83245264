package io.oriel.engine;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/** Configuration of a stream that its host pushes. */
@ObjectClassDefinition(
    name = "Pushed stream",
    description =
        "A stream of what the host application pushes. One factory configuration a stream.")
public @interface PushedConfig {
  /** Value of {@link #source} for pictures; the others are names of codecs. */
  String PICTURES = "PICTURES";

  @AttributeDefinition(
      name = "Name",
      description =
          "Name of the stream: letters, digits, dot, hyphen, underscore; that of the entry.")
  String oriel_stream() default "${name}";

  @AttributeDefinition(
      description = "Width of the picture in pixels; even.",
      min = "16",
      max = "8192")
  int width() default 1280;

  @AttributeDefinition(
      description = "Height of the picture in pixels; even.",
      min = "16",
      max = "8192")
  int height() default 720;

  @AttributeDefinition(
      description = "Pictures a second at most; of those that come faster the newest is shown.",
      min = "1",
      max = "240")
  int fps() default 60;

  @AttributeDefinition(
      description = "What is pushed: PICTURES, or pictures that the host has encoded this way.",
      options = {@Option(PICTURES), @Option("H264"), @Option("H265"), @Option("AV1")})
  String source() default PICTURES;
}
