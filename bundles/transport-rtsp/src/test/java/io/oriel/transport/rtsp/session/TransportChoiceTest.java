package io.oriel.transport.rtsp.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.oriel.transport.rtsp.session.TransportChoice.Datagrams;
import io.oriel.transport.rtsp.session.TransportChoice.Interleaved;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TransportChoiceTest {
  @Test
  void keepsThePlayersOrder() {
    assertThat(
            TransportChoice.parse(
                "RTP/AVP/TCP; unicast; interleaved=2-3;mode=\"PLAY\", RTP/AVP;unicast;"
                    + "client_port=5000-5001,RTP/AVP/UDP;unicast;client_port=6000"))
        .containsExactly(
            new Interleaved(2, 3), new Datagrams(5000, 5001), new Datagrams(6000, 6001));
  }

  @Test
  void looksAtFewOfThem() {
    assertThat(TransportChoice.parse("RTP/AVP/TCP,".repeat(100))).hasSize(8);
  }

  @Test
  void choosesChannelsForAPlayerThatDoesNot() {
    assertThat(TransportChoice.parse("RTP/AVP/TCP;unicast")).containsExactly(new Interleaved(0, 1));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ",;,",
        "RTP/AVP;multicast;client_port=5000-5001",
        "RTP/AVP;unicast",
        "RTP/AVP;unicast;client_port=0-1",
        "RTP/AVP;unicast;client_port=65535",
        "RTP/AVP;unicast;client_port=99999-100000",
        "RTP/AVP;unicast;client_port=5001-5000",
        "RTP/AVP;unicast;client_port=x",
        "RTP/AVP/TCP;interleaved=255",
        "RTP/AVP/TCP;interleaved=300-301",
        "RTP/AVP/TCP;interleaved=0-1;mode=record",
        "RTP/AVP/TCP;interleaved=0-1;mode=\"RECORD\"",
        "RTP/SAVP;unicast;client_port=5000-5001",
        "RAW/RAW/UDP;unicast;client_port=5000-5001"
      })
  void passesOverWhatCannotBeServed(String header) {
    assertThat(TransportChoice.parse(header)).isEmpty();
  }

  @Test
  void targetsAreStreamsAndTheirTrack() {
    for (final String end : new String[] {"", "/", "/video", "?x=1", "/video?x=1"}) {
      assertThat(Target.parse("rtsp://h:1/main" + end))
          .contains(new Target("rtsp://h:1/main/", "main"));
    }
    assertThat(Target.parse("rtsp://h:1/main").orElseThrow().track())
        .isEqualTo("rtsp://h:1/main/video");
    for (final String wrong :
        new String[] {"*", "/main", "http://h/main", "rtsp://h/", "rtsp://h", "rtsp://h/a/b"}) {
      assertThat(Target.parse(wrong)).as(wrong).isEmpty();
    }
  }
}
