package io.oriel.runtime.grab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SdpTest {
  private static final String TEXT =
      """
      v=0
      o=- 1 1 IN IP4 127.0.0.1
      s=-
      a=ice-ufrag:session
      m=audio 9 RTP/AVP 0
      a=rtpmap:0 PCMU/8000
      m=video 9 UDP/TLS/RTP/SAVPF 97 96
      a=rtpmap:97 VP8/90000
      a=rtpmap:96 h264/90000
      a=ice-pwd:media
      a=control:video
      """;

  @Test
  void findsTheVideoAndItsAttributesOrThoseOfTheSession() throws Exception {
    Sdp sdp = Sdp.read(TEXT);
    Sdp.Media video = sdp.media().getLast();
    assertThat(video.kind()).isEqualTo("video");
    assertThat(video.h264()).contains(96);
    assertThat(sdp.media().getFirst().h264()).isEmpty();
    assertThat(sdp.value(video, "ice-ufrag")).contains("session");
    assertThat(sdp.value(video, "ice-pwd")).contains("media");
    assertThat(sdp.value(video, "fingerprint")).isEmpty();
  }

  @Test
  void refusesWhatIsNone() {
    for (String text : new String[] {"", "<html>", "v=0\n".repeat(3000)}) {
      assertThat(catchThrowableOfType(GrabException.class, () -> Sdp.read(text))).isNotNull();
    }
  }

  @Test
  void readsOrRefusesWhateverComes() {
    long seed = 20261122;
    Random random = new Random(seed);
    for (int i = 0; i < 20_000; i++) {
      byte[] bytes = TEXT.getBytes(StandardCharsets.UTF_8);
      for (int j = random.nextInt(8); j >= 0; j--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
      }
      try {
        Sdp sdp = Sdp.read(new String(bytes, StandardCharsets.UTF_8));
        sdp.media().forEach(Sdp.Media::h264);
      } catch (GrabException refused) {
        assertThat(refused).as("seed %d, round %d", seed, i).hasMessageContaining("description");
      }
    }
  }
}
