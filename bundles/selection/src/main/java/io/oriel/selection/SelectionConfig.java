package io.oriel.selection;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Configuration of the selection bundle. */
@ObjectClassDefinition(name = "Selection", description = "What clicks select.")
public @interface SelectionConfig {
  @AttributeDefinition(description = "Whether a click on nothing clears the selection.")
  boolean clearOnMiss() default false;

  @AttributeDefinition(description = "Whether what a viewer points at is outlined.")
  boolean hover() default true;
}
