package io.oriel.messages.stage;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/** Configuration {@code io.oriel.messages.stage}. A change is live. */
@ObjectClassDefinition(
    name = "Stages for viewers",
    description = "Which stages viewers may open by messages.")
@interface StageConfig {
  String PID = "io.oriel.messages.stage";

  @AttributeDefinition(
      description =
          "Folders below which viewers may open stages, beside the folder of the stage that a stream"
              + " is configured to show first.")
  String[] stageRoots() default {};

  @AttributeDefinition(
      description = "Schemes of locations that viewers may open beside files.",
      options = {@Option("http"), @Option("https")})
  String[] stageSchemes() default {};

  @AttributeDefinition(
      description = "Seconds after which a load that a viewer asked for is given up.",
      min = "1",
      max = "86400")
  int loadTimeoutSeconds() default 300;
}
