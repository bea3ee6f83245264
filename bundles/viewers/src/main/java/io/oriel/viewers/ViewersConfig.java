package io.oriel.viewers;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Configuration of the viewers bundle. */
@ObjectClassDefinition(name = "Viewers", description = "Who may watch.")
public @interface ViewersConfig {
  @AttributeDefinition(
      description = "Viewers that may be inside at the same time, all streams and transports.",
      min = "1",
      max = "10000")
  int maxViewers() default 64;
}
