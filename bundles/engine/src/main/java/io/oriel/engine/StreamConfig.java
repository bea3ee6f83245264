package io.oriel.engine;

import io.oriel.api.aov.Aovs;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Configuration of a stream. */
@ObjectClassDefinition(
    name = "Stream",
    description = "A stream of pictures of one stage. One factory configuration a stream.")
public @interface StreamConfig {
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

  @AttributeDefinition(description = "Pictures a second.", min = "1", max = "240")
  int fps() default 60;

  @AttributeDefinition(
      description = "Renderer: the oriel.renderer property of the service that draws.")
  String renderer() default "preview";

  @AttributeDefinition(
      description = "Stage that is shown first: a file path or URI; empty for an empty stage.")
  String stage() default "";

  @AttributeDefinition(
      description = "Output of the renderer that is shown first, such as LdrColor or DepthSD.")
  String aov() default Aovs.LDR_COLOR;

  @AttributeDefinition(
      description = "Seconds after which a stage load is given up.",
      min = "1",
      max = "86400")
  int loadTimeoutSeconds() default 300;

  @AttributeDefinition(description = "Whether the stage's time runs.")
  boolean playing() default true;

  @AttributeDefinition(
      description = "Whether a stage is loaded again when one of its files has changed.")
  boolean reloadOnChange() default false;

  @AttributeDefinition(description = "Pictures in the ring of buffers.", min = "3", max = "64")
  int buffers() default 6;

  @AttributeDefinition(
      description = "Failed steps in a row after which stepping stops.",
      min = "1",
      max = "10000")
  int maxFailedSteps() default 30;

  @AttributeDefinition(
      description = "Seconds after which a step of the renderer is reported as hanging.",
      min = "1",
      max = "3600")
  int hangSeconds() default 5;
}
