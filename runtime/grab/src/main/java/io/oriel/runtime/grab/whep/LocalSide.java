package io.oriel.runtime.grab.whep;

import io.oriel.transport.webrtc.dtls.DtlsIdentity;
import io.oriel.transport.webrtc.ice.IceCredentials;
import java.util.HexFormat;
import java.util.Locale;

/**
 * What this viewer brings.
 *
 * @param identity its certificate
 * @param credentials its ICE user fragment and password
 */
record LocalSide(DtlsIdentity identity, IceCredentials credentials) {
  static LocalSide create() {
    return new LocalSide(DtlsIdentity.create(), IceCredentials.random());
  }

  /**
   * Its offer (RFC 8829): one H.264 video to be received, no candidates, because it is the one that
   * begins, and the client of the handshake.
   */
  String offer() {
    String print =
        HexFormat.ofDelimiter(":").formatHex(identity.fingerprint()).toUpperCase(Locale.ROOT);
    return """
    v=0
    o=- 1 1 IN IP4 0.0.0.0
    s=-
    t=0 0
    a=group:BUNDLE 0
    m=video 9 UDP/TLS/RTP/SAVPF 96
    c=IN IP4 0.0.0.0
    a=ice-ufrag:%s
    a=ice-pwd:%s
    a=fingerprint:sha-256 %s
    a=setup:active
    a=mid:0
    a=recvonly
    a=rtcp-mux
    a=rtcp-rsize
    a=rtpmap:96 H264/90000
    a=fmtp:96 level-asymmetry-allowed=1;packetization-mode=1;profile-level-id=42e01f
    a=rtcp-fb:96 nack pli
    """
        .formatted(credentials.ufrag(), credentials.password(), print)
        .replace("\n", "\r\n");
  }
}
