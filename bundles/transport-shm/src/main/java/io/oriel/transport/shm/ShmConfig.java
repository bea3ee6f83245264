package io.oriel.transport.shm;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Settings of the transport; a change ends its viewers and opens it anew. */
@ObjectClassDefinition(name = "Oriel shared memory transport")
public @interface ShmConfig {
  @AttributeDefinition(
      description =
          "What stands before the names of streams, so that two servers may have streams of the"
              + " same name: the region is /ovstream-<prefix><stream>")
  String prefix() default "";

  @AttributeDefinition(
      description = "Frames that a stream's region has room for",
      min = "2",
      max = "8")
  int slots() default 3;

  @AttributeDefinition(
      description = "Version of the format: 1 for readers of ovstream 0.3, 2 for later ones",
      min = "1",
      max = "2")
  int protocolVersion() default 2;

  @AttributeDefinition(
      description = "Processes that may be connected to a stream at one time",
      min = "1",
      max = "1000")
  int maxConnections() default 64;
}
