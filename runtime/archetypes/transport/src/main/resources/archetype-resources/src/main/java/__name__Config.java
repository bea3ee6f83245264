package ${package};

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Settings of the transport; a change ends its viewers and opens it anew. */
@ObjectClassDefinition(name = "${transport} transport")
public @interface ${name}Config {
  @AttributeDefinition(description = "TCP port on the loopback", min = "1", max = "65535")
  int port() default ${port};

  @AttributeDefinition(description = "Pictures a second, at most", min = "1", max = "120")
  int maxFps() default 15;

  @AttributeDefinition(description = "JPEG quality in percent", min = "1", max = "100")
  int quality() default 80;

  @AttributeDefinition(description = "Viewers at one time", min = "1", max = "1000")
  int maxViewers() default 16;
}
