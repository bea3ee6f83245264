package io.oriel.transport.webrtc;

import io.oriel.transport.webrtc.dtls.DtlsConnection;
import io.oriel.transport.webrtc.dtls.DtlsIdentity;
import io.oriel.transport.webrtc.dtls.SelfHandshake;
import java.io.IOException;

/** Does one handshake with itself, so that the first viewer does not wait for classes to load. */
final class WarmUp {
  private static final System.Logger LOG = System.getLogger(WarmUp.class.getName());

  private WarmUp() {}

  static void begin(DtlsIdentity identity) {
    Thread.ofPlatform()
        .daemon()
        .name("oriel-warm-webrtc")
        .priority(Thread.MIN_PRIORITY)
        .start(() -> run(identity));
  }

  private static void run(DtlsIdentity identity) {
    try (DtlsConnection connection = SelfHandshake.run(identity)) {
      connection.master().sender().protectRtp(new byte[2048], 12, 1200, 1);
    } catch (IOException | RuntimeException e) {
      LOG.log(System.Logger.Level.WARNING, "The warm-up failed; the first viewer waits longer", e);
    }
  }
}
