package io.oriel.runtime.grab.rtsp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.oriel.runtime.grab.GrabException;
import io.oriel.runtime.grab.Sdp;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VideoTrackTest {
  private static VideoTrack track(String control, String fmtp) throws GrabException {
    return VideoTrack.of(
        Sdp.read(
            """
            v=0
            m=video 0 RTP/AVP 96
            a=rtpmap:96 H264/90000
            a=fmtp:96 packetization-mode=1%s
            a=control:%s
            """
                .formatted(fmtp, control)),
        "rtsp://h/s");
  }

  @ParameterizedTest
  @CsvSource({"*, rtsp://h/s", "video, rtsp://h/s/video", "rtsp://o/t, rtsp://o/t"})
  void findsWhereItIsSetUp(String control, String address) throws Exception {
    assertThat(track(control, "").control()).isEqualTo(address);
  }

  @Test
  void takesTheParameterSetsThatCanBeRead() throws Exception {
    assertThat(track("*", ";sprop-parameter-sets=Z0I=,!!,aM4=").parameterSets())
        .isEqualTo(new byte[] {0, 0, 0, 1, 0x67, 0x42});
    assertThat(track("*", "; sprop-parameter-sets=Z0I=,aM4=").parameterSets())
        .isEqualTo(new byte[] {0, 0, 0, 1, 0x67, 0x42, 0, 0, 0, 1, 0x68, (byte) 0xce});
    assertThat(track("*", "").parameterSets()).isEmpty();
  }

  @Test
  void saysWhatItReads() throws Exception {
    Sdp other = Sdp.read("v=0\nm=video 0 RTP/AVP 96\na=rtpmap:96 H265/90000\n");
    assertThat(catchThrowableOfType(GrabException.class, () -> VideoTrack.of(other, "rtsp://h")))
        .hasMessageContaining("H.264");
  }
}
