package io.oriel.runtime.grab.whep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.oriel.runtime.grab.GrabException;
import io.oriel.runtime.grab.Sdp;
import java.net.InetSocketAddress;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RemoteSideTest {
  private static final String ANSWER =
      """
      v=0
      a=ice-lite
      m=video 9 UDP/TLS/RTP/SAVPF 96
      a=ice-ufrag:abcd
      a=ice-pwd:0123456789abcdefghijklmn
      a=fingerprint:sha-256 PRINT
      a=setup:passive
      a=rtpmap:96 H264/90000
      a=candidate:1 1 udp 2130706431 192.0.2.1 47998 typ host
      a=candidate:1 2 udp 2130706431 192.0.2.9 47998 typ host
      a=candidate:2 1 tcp 2130706431 192.0.2.9 9 typ host tcptype active
      a=candidate:3 1 UDP 2130706431 2001:db8::1 1 typ host
      a=candidate:4 1 udp 2130706431 b5a2.local 1 typ host
      a=candidate:5 1 udp 2130706431 192.0.2.9 99999 typ host
      """
          .replace("PRINT", "AB:".repeat(31) + "AB");

  @Test
  void readsWhatItNeeds() throws Exception {
    RemoteSide remote = RemoteSide.of(Sdp.read(ANSWER));
    assertThat(remote.payloadType()).isEqualTo(96);
    assertThat(remote.ufrag()).isEqualTo("abcd");
    assertThat(remote.fingerprint()).hasSize(32).containsOnly((byte) 0xab);
    assertThat(remote.candidates())
        .containsExactly(
            new InetSocketAddress("192.0.2.1", 47998), new InetSocketAddress("2001:db8::1", 1));
  }

  @ParameterizedTest
  @CsvSource({
    "H264, VP9, no H.264",
    "a=ice-pwd, a=other, a=ice-pwd",
    "sha-256, sha-1, a=fingerprint",
    "AB:AB, AB, a=fingerprint",
    "a=candidate, a=other, a=candidate",
    "passive, active, begin the handshake"
  })
  void saysWhatIsMissing(String from, String to, String reason) {
    String answer = ANSWER.replace(from, to);
    assertThat(
            catchThrowableOfType(GrabException.class, () -> RemoteSide.of(Sdp.read(answer)))
                .getMessage()
                .replace("without an H.264", "no H.264"))
        .contains(reason);
  }

  @Test
  void readsOrRefusesWhateverComes() {
    long seed = 20261122;
    Random random = new Random(seed);
    for (int i = 0; i < 20_000; i++) {
      StringBuilder text = new StringBuilder(ANSWER);
      for (int j = random.nextInt(8); j >= 0; j--) {
        text.setCharAt(random.nextInt(text.length()), (char) random.nextInt(128));
      }
      try {
        assertThat(RemoteSide.of(Sdp.read(text.toString())).candidates())
            .as("seed %d, round %d", seed, i)
            .isNotEmpty();
      } catch (GrabException refused) {
        assertThat(refused.getMessage()).isNotBlank();
      }
    }
  }
}
