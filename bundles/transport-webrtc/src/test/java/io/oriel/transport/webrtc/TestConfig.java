package io.oriel.transport.webrtc;

import java.lang.annotation.Annotation;

/** Settings for tests; everything else is the default. */
record TestConfig(int port, int maxConnecting, int sendThreads) implements WebRtcConfig {
  @Override
  public String bindAddress() {
    return "127.0.0.1";
  }

  @Override
  public String publicIp() {
    return "";
  }

  @Override
  public String[] advertisedAddresses() {
    return new String[0];
  }

  @Override
  public int historyPackets() {
    return 1024;
  }

  @Override
  public Class<? extends Annotation> annotationType() {
    return WebRtcConfig.class;
  }
}
