package io.oriel.transport.webrtc.sdp;

/** Offers as clients write them. */
public final class Offers {
  /** SHA-256 of nothing in particular. */
  public static final String FINGERPRINT =
      "AA:BB:CC:DD:EE:FF:00:11:22:33:44:55:66:77:88:99:AA:BB:CC:DD:EE:FF:00:11:22:33:44:55:66:77:88:99";

  private Offers() {}

  /** Shortened from one of Chromium: four H.264 formats, RTX, a data channel. */
  public static String chromium() {
    return chromium("abcd", FINGERPRINT);
  }

  /** The same with this user fragment and certificate. */
  public static String chromium(String ufrag, String fingerprint) {
    return """
    v=0
    o=- 4611731400430051336 2 IN IP4 127.0.0.1
    s=-
    t=0 0
    a=group:BUNDLE 0 1 2
    a=extmap-allow-mixed
    a=msid-semantic: WMS
    m=audio 9 UDP/TLS/RTP/SAVPF 111
    c=IN IP4 0.0.0.0
    a=ice-ufrag:UFRAG
    a=ice-pwd:0123456789abcdefghijklmn
    a=fingerprint:sha-256 PRINT
    a=setup:actpass
    a=mid:0
    a=recvonly
    a=rtcp-mux
    a=rtpmap:111 opus/48000/2
    m=video 9 UDP/TLS/RTP/SAVPF 96 97 102 103 104 105 39 40
    c=IN IP4 0.0.0.0
    a=ice-ufrag:UFRAG
    a=ice-pwd:0123456789abcdefghijklmn
    a=ice-options:trickle
    a=fingerprint:sha-256 PRINT
    a=setup:actpass
    a=mid:1
    a=extmap:2 http://www.webrtc.org/experiments/rtp-hdrext/abs-send-time
    a=extmap:5 http://www.webrtc.org/experiments/rtp-hdrext/playout-delay
    a=recvonly
    a=rtcp-mux
    a=rtcp-rsize
    a=rtpmap:96 VP8/90000
    a=rtpmap:97 rtx/90000
    a=fmtp:97 apt=96
    a=rtpmap:102 H264/90000
    a=fmtp:102 level-asymmetry-allowed=1;packetization-mode=1;profile-level-id=42001f
    a=rtpmap:103 rtx/90000
    a=fmtp:103 apt=102
    a=rtpmap:104 H264/90000
    a=fmtp:104 level-asymmetry-allowed=1;packetization-mode=0;profile-level-id=42e01f
    a=rtpmap:105 rtx/90000
    a=fmtp:105 apt=104
    a=rtpmap:39 H264/90000
    a=fmtp:39 level-asymmetry-allowed=1;packetization-mode=1;profile-level-id=42e01f
    a=rtpmap:40 rtx/90000
    a=fmtp:40 apt=39
    m=application 9 UDP/DTLS/SCTP webrtc-datachannel
    c=IN IP4 0.0.0.0
    a=ice-ufrag:UFRAG
    a=ice-pwd:0123456789abcdefghijklmn
    a=fingerprint:sha-256 PRINT
    a=setup:actpass
    a=mid:2
    a=sctp-port:5000
    a=max-message-size:262144
    """
        .replace("UFRAG", ufrag)
        .replace("PRINT", fingerprint)
        .replace("\n", "\r\n");
  }
}
