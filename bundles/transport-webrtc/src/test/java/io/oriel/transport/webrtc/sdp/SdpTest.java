package io.oriel.transport.webrtc.sdp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SdpTest {
  private static SdpAnswer.Local local() {
    return new SdpAnswer.Local(
        "serv",
        "password",
        new byte[32],
        7,
        8,
        "oriel-main",
        List.of("a=candidate:1 1 udp 2130706431 127.0.0.1 47998 typ host"),
        65536);
  }

  private static void refused(String offer, SdpException.Kind kind, String words) {
    assertThatThrownBy(() -> SdpOffer.parse(offer))
        .isInstanceOfSatisfying(SdpException.class, e -> assertThat(e.kind()).isEqualTo(kind))
        .hasMessageContaining(words);
  }

  @Test
  void constrainedBaselineWithFragmentsIsPreferred() throws SdpException {
    final SdpOffer offer = SdpOffer.parse(Offers.chromium());
    assertThat(offer.payloadType()).isEqualTo(39);
    assertThat(offer.retransmissionType()).hasValue(40);
    assertThat(offer.playoutDelayId()).hasValue(5);
    assertThat(offer.remoteUfrag()).isEqualTo("abcd");
    assertThat(offer.messages()).isTrue();
    assertThat(offer.maxMessageBytes()).isEqualTo(262144);
    assertThat(offer.fingerprint()).hasSize(32).startsWith(0xAA, 0xBB);
  }

  @Test
  void baselineIsTakenWhereThereIsNoConstrainedBaseline() throws SdpException {
    final String offer =
        Offers.chromium().replace("profile-level-id=42e01f", "profile-level-id=640c1f");
    assertThat(SdpOffer.parse(offer).payloadType()).isEqualTo(102);
  }

  @Test
  void theAnswerSendsAndRefusesWhatItDoesNotServe() throws SdpException {
    final String answer = SdpAnswer.write(SdpOffer.parse(Offers.chromium()), local(), 1);
    assertThat(answer)
        .contains("a=group:BUNDLE 1 2\r\n")
        .contains("a=ice-lite\r\n")
        .contains(
            "m=audio 0 UDP/TLS/RTP/SAVPF 111\r\nc=IN IP4 0.0.0.0\r\na=inactive\r\na=mid:0\r\n")
        .contains("m=video 9 UDP/TLS/RTP/SAVPF 39 40\r\n")
        .contains("a=sendonly\r\n")
        .contains("a=setup:passive\r\n")
        .contains("a=rtpmap:39 H264/90000\r\n")
        .contains("a=fmtp:40 apt=39\r\n")
        .contains("a=extmap:5 http://www.webrtc.org/experiments/rtp-hdrext/playout-delay\r\n")
        .contains("a=rtcp-fb:39 nack\r\n")
        .contains("a=ssrc-group:FID 7 8\r\n")
        .contains("m=application 9 UDP/DTLS/SCTP webrtc-datachannel\r\n")
        .contains("a=candidate:1 1 udp 2130706431 127.0.0.1 47998 typ host\r\n")
        .doesNotContain("VP8");
  }

  @Test
  void retransmissionIsNotPromisedToWhoDoesNotTakeIt() throws SdpException {
    final String offer = Offers.chromium().replaceAll("a=fmtp:\\d+ apt=\\d+\r\n", "");
    final String answer = SdpAnswer.write(SdpOffer.parse(offer), local(), 1);
    assertThat(answer).contains("m=video 9 UDP/TLS/RTP/SAVPF 39\r\n").doesNotContain("nack\r\n");
  }

  @Test
  void whatCannotBeServedIsNotAcceptable() {
    final SdpException.Kind kind = SdpException.Kind.NOT_ACCEPTABLE;
    refused(Offers.chromium().replace("H264", "H266"), kind, "packetization-mode=1");
    refused(Offers.chromium().replace("m=video", "m=image"), kind, "no video");
    refused(Offers.chromium().replace("a=recvonly", "a=sendonly"), kind, "no video");
    refused(Offers.chromium().replace("actpass", "passive"), kind, "a=setup:passive");
    refused(Offers.chromium().replace("a=rtcp-mux\r\n", ""), kind, "rtcp-mux");
    refused(Offers.chromium().replace("t=0 0", "a=ice-lite"), kind, "ice-lite");
  }

  @Test
  void whatIsBrokenIsMalformed() {
    final SdpException.Kind kind = SdpException.Kind.MALFORMED;
    refused("", kind, "v=0");
    refused("hello", kind, "v=0");
    refused("v=0\r\nhello\r\n", kind, "Line 2");
    refused(Offers.chromium().replace("a=ice-ufrag", "a=x"), kind, "ice-ufrag");
    refused(Offers.chromium().replace("a=ice-pwd", "a=x"), kind, "ice-pwd");
    refused(Offers.chromium().replace("sha-256", "sha-1"), kind, "fingerprint");
    refused(Offers.chromium().replace("AA:BB", "XX:BB"), kind, "hexadecimal");
    refused(Offers.chromium().replace("a=mid:1", "a=mid:"), kind, "a=mid");
    refused(Offers.chromium().replace("262144", "many"), kind, "max-message-size");
    refused("v=0\r\n" + "a=x\r\n".repeat(3000), kind, "2000 lines");
    refused("v=0\r\na=" + "x".repeat(2000) + "\r\n", kind, "1024 characters");
    refused("v=0\r\n" + "a=x\r\n".repeat(30_000), kind, "characters");
    refused("v=0\r\n" + "m=audio 9 x 1\r\na=mid:1\r\n".repeat(30), kind, "media sections");
  }

  @Test
  void aNameInTheOfferCannotWriteLinesOfItsOwn() {
    refused(
        Offers.chromium().replace("a=mid:1\r\n", "a=mid:1\ra=evil\r\n"),
        SdpException.Kind.MALFORMED,
        "control character");
  }

  @Test
  void mutationsAreAnsweredOrRefusedInWords() {
    final long seed = 20261121;
    final Random random = new Random(seed);
    final String good = Offers.chromium();
    for (int round = 0; round < 4000; round++) {
      final StringBuilder offer = new StringBuilder(good);
      for (int i = random.nextInt(8); i >= 0; i--) {
        final int at = random.nextInt(offer.length());
        switch (random.nextInt(4)) {
          case 0 -> offer.deleteCharAt(at);
          case 1 -> offer.insert(at, (char) random.nextInt(300));
          case 2 -> offer.delete(at, Math.min(offer.length(), at + random.nextInt(200)));
          default -> offer.setCharAt(at, (char) ('0' + random.nextInt(75)));
        }
        if (offer.isEmpty()) {
          break;
        }
      }
      try {
        assertThat(SdpAnswer.write(SdpOffer.parse(offer.toString()), local(), 1))
            .startsWith("v=0\r\n");
      } catch (SdpException e) {
        assertThat(e.getMessage()).isNotBlank();
      } catch (RuntimeException e) {
        throw new AssertionError("seed " + seed + ", round " + round, e);
      }
    }
  }
}
