package io.oriel.transport.rtsp;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Settings of the transport; a change ends its players and opens it anew. */
@ObjectClassDefinition(name = "Oriel RTSP transport")
public @interface RtspConfig {
  @AttributeDefinition(description = "IP address to listen on, or localhost")
  String bindAddress() default "127.0.0.1";

  @AttributeDefinition(description = "TCP port; 0 takes any free one", min = "0", max = "65535")
  int port() default 8554;

  @AttributeDefinition(
      description =
          "Lets anyone who reaches a bindAddress beyond loopback watch without a password")
  boolean allowAnonymous() default false;

  @AttributeDefinition(
      description = "Who may watch, each as name:password; empty: everybody",
      type = AttributeType.PASSWORD)
  String[] users() default {};

  @AttributeDefinition(
      description = "PKCS#12 file with the key and certificate of RTSPS; empty: no TLS")
  String keyStore() default "";

  @AttributeDefinition(description = "Password of the file", type = AttributeType.PASSWORD)
  String keyStorePassword() default "";

  @AttributeDefinition(description = "Stream that is also called stream")
  String defaultStream() default "main";

  @AttributeDefinition(description = "Lowest UDP port of media", min = "1024", max = "65534")
  int firstMediaPort() default 6970;

  @AttributeDefinition(description = "Highest UDP port of media", min = "1025", max = "65535")
  int lastMediaPort() default 7969;

  @AttributeDefinition(description = "Connections at one time", min = "1", max = "10000")
  int maxConnections() default 256;

  @AttributeDefinition(
      description = "Seconds of silence after which a session ends",
      min = "10",
      max = "3600")
  int sessionSeconds() default 60;

  @AttributeDefinition(
      description = "Milliseconds between two keyframes while somebody plays",
      min = "500",
      max = "60000")
  int keyframeMillis() default 1000;
}
