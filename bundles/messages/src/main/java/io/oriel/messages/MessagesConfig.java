package io.oriel.messages;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/** Configuration of the messages bundle. */
@ObjectClassDefinition(name = "Messages", description = "How viewers and server talk.")
public @interface MessagesConfig {
  @AttributeDefinition(
      description =
          "Dialect of new viewers: viewer, until they address a message to kit, or kit for all.",
      options = {@Option("viewer"), @Option("kit")})
  String dialect() default "viewer";

  @AttributeDefinition(
      description =
          "Whether messages to viewers are in an envelope: as their own newest message was, never,"
              + " always.",
      options = {@Option("auto"), @Option("bare"), @Option("wrapped")})
  String replies() default "auto";

  @AttributeDefinition(
      description =
          "Milliseconds from the opening of a viewer's channel until it is told the present state.",
      min = "0",
      max = "60000")
  int greetingMillis() default 300;

  @AttributeDefinition(
      description = "Messages a second that a viewer may send in the long run.",
      min = "1",
      max = "100000")
  int messagesPerSecond() default 200;

  @AttributeDefinition(
      description = "Messages that a viewer may send at once.",
      min = "1",
      max = "100000")
  int messagesAtOnce() default 400;

  @AttributeDefinition(
      description = "Largest message of a viewer, bytes in UTF-8.",
      min = "1024",
      max = "1048576")
  int maxMessageBytes() default 65536;
}
