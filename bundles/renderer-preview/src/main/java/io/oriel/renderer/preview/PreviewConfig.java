package io.oriel.renderer.preview;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/** Configuration of the preview renderer; a change applies to renderers opened after it. */
@ObjectClassDefinition(
    name = "Preview renderer",
    description = "How outputs are laid out in memory.")
public @interface PreviewConfig {
  @AttributeDefinition(
      description = "Elements of HdrColor.",
      options = {@Option("f16"), @Option("f32")})
  String hdrType() default "f16";

  @AttributeDefinition(
      description = "Elements of DiffuseAlbedoSD.",
      options = {@Option("u8"), @Option("f32")})
  String albedoType() default "u8";

  @AttributeDefinition(
      description = "Whether DepthSD and NormalSD are u32 that hold the bits of an f32.")
  boolean packed() default false;

  @AttributeDefinition(
      description =
          "Whether HdrColor has three channels and its alpha is a further tensor of that name.")
  boolean multiTensor() default false;
}
