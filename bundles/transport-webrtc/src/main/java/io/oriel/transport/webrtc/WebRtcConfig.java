package io.oriel.transport.webrtc;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Settings of the transport; a change ends its viewers and opens it anew. */
@ObjectClassDefinition(name = "Oriel WebRTC transport")
public @interface WebRtcConfig {
  @AttributeDefinition(description = "IP address to receive media on")
  String bindAddress() default "127.0.0.1";

  @AttributeDefinition(
      description = "UDP port of all viewers; 0 takes any free one",
      min = "0",
      max = "65535")
  int port() default 47998;

  @AttributeDefinition(
      description = "Address that viewers reach this machine by when a router stands between")
  String publicIp() default "";

  @AttributeDefinition(
      description =
          "Addresses that viewers are told to try; empty: the bound one, or every usable one of"
              + " the machine")
  String[] advertisedAddresses() default {};

  @AttributeDefinition(
      description = "Viewers that may be connecting at one time",
      min = "1",
      max = "1000")
  int maxConnecting() default 32;

  @AttributeDefinition(description = "Threads that encrypt and send", min = "1", max = "2")
  int sendThreads() default 1;

  @AttributeDefinition(
      description = "Packets that are kept for retransmission, a second of them at least",
      min = "256",
      max = "32768")
  int historyPackets() default 4096;
}
