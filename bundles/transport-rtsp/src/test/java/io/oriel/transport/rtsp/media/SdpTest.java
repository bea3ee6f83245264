package io.oriel.transport.rtsp.media;

import static org.assertj.core.api.Assertions.assertThat;

import io.oriel.api.stream.StreamInfo;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SdpTest {
  private static final byte[] SEQUENCE = {0x67, 0x42, (byte) 0xc0, 0x1f, 1};
  private static final byte[] PICTURE = {0x68, 2};
  private static final StreamInfo STREAM = new StreamInfo("main", 1280, 720, 60, "preview");

  @Test
  void saysEverythingThatADecoderNeeds() {
    final ParameterSets parameters = ParameterSets.of(List.of(SEQUENCE, PICTURE)).orElseThrow();
    assertThat(Sdp.describe(STREAM, parameters, InetAddress.ofLiteral("127.0.0.1"), 5))
        .isEqualTo(
            """
            v=0
            o=- 5 1 IN IP4 127.0.0.1
            s=main
            c=IN IP4 0.0.0.0
            t=0 0
            a=tool:Oriel
            a=type:broadcast
            a=control:*
            a=range:npt=now-
            m=video 0 RTP/AVP 96
            a=rtpmap:96 H264/90000
            a=fmtp:96 packetization-mode=1;profile-level-id=42c01f;sprop-parameter-sets=Z0LAHwE=,aAI=
            a=framerate:60.0
            a=framesize:96 1280-720
            a=control:video
            """
                .replace("\n", "\r\n"));
  }

  @Test
  void namesAnAddressOfIpv6WithoutItsScope() throws Exception {
    final ParameterSets parameters = ParameterSets.of(List.of(SEQUENCE, PICTURE)).orElseThrow();
    final byte[] bytes = InetAddress.ofLiteral("fe80::1").getAddress();
    final InetAddress scoped = java.net.Inet6Address.getByAddress("", bytes, 1);
    assertThat(Sdp.describe(STREAM, parameters, scoped, 5))
        .contains("o=- 5 1 IN IP6 fe80:0:0:0:0:0:0:1\r\n", "c=IN IP6 ::\r\n");
  }

  @Test
  void withoutBothParameterSetsThereIsNothingToSay() {
    assertThat(ParameterSets.of(List.of(SEQUENCE))).isEqualTo(Optional.empty());
    assertThat(ParameterSets.of(List.of(PICTURE))).isEmpty();
    assertThat(ParameterSets.of(List.of(new byte[] {0x67, 1}, PICTURE))).isEmpty();
  }
}
