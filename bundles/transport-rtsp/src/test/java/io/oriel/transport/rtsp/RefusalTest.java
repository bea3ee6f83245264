package io.oriel.transport.rtsp;

import static io.oriel.transport.rtsp.Served.awaitThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.oriel.api.error.OrielException;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Bad requests get a clear answer and harm nobody else. */
@Timeout(120)
class RefusalTest {
  private static final String TCP = "Transport: RTP/AVP/TCP;unicast;interleaved=0-1";

  private Served served;

  @BeforeEach
  void serve() throws OrielException {
    served = new Served(Map.of("firstMediaPort", 31_990, "lastMediaPort", 31_991));
  }

  @AfterEach
  void close() {
    served.close();
    assertThat(served.feed.unreleased()).isZero();
    assertThat(served.context.sessions())
        .allSatisfy(viewer -> assertThat(viewer.left()).hasSize(1));
  }

  @ParameterizedTest
  @CsvSource({
    "DESCRIBE, /nothing, Accept: application/sdp, 404",
    "DESCRIBE, /, Accept: application/sdp, 404",
    "DESCRIBE, /a/b/c, Accept: application/sdp, 404",
    "DESCRIBE, /main, Accept: text/html, 406",
    "SETUP, /nothing, Transport: RTP/AVP/TCP, 404",
    "SETUP, /main, Session: 17, 454",
    "SETUP, /main, X: without a transport, 461",
    "SETUP, /main, Transport: RTP/AVP;multicast, 461",
    "PLAY, /main, Session: 17, 454",
    "PLAY, /main, X: without a session, 454",
    "PAUSE, /main, Session: 17, 454",
    "TEARDOWN, /main, Session: 17, 454",
    "GET_PARAMETER, /main, Session: 17, 454",
    "OPTIONS, /main, Require: implicit-play, 551",
    "ANNOUNCE, /main, X: y, 501",
    "RECORD, /main, X: y, 501",
    "DANCE, /main, X: y, 501"
  })
  void saysWhatIsWrongAndGoesOn(String method, String path, String header, int status)
      throws Exception {
    try (TestPlayer player = served.connect()) {
      final TestPlayer.Answer answer = player.ask(method, path, header);
      assertThat(answer.status()).isEqualTo(status);
      assertThat(answer.header("CSeq")).isEqualTo("1");
      assertThat(answer.header("Unsupported") + answer.body()).isNotBlank();
      assertThat(player.ask("OPTIONS", path).status()).isEqualTo(200);
    }
  }

  @Test
  void aRequestWithoutANumberOrInAnotherVersionIsRefused() throws Exception {
    try (TestPlayer player = served.connect()) {
      player.raw("OPTIONS * RTSP/1.0\r\n\r\n");
      assertThat(player.answer().status()).isEqualTo(400);
      player.raw("OPTIONS * RTSP/2.0\r\nCSeq: 3\r\n\r\n");
      final TestPlayer.Answer answer = player.answer();
      assertThat(answer.status()).isEqualTo(505);
      assertThat(answer.header("CSeq")).isEqualTo("3");
    }
  }

  @Test
  void parametersAreSignsOfLifeOrNotUnderstood() throws Exception {
    try (TestPlayer player = served.connect()) {
      for (final String method : new String[] {"GET_PARAMETER", "SET_PARAMETER"}) {
        assertThat(player.ask(method, "/main").status()).isEqualTo(200);
        player.send(method, "/main", "Content-Length: 6", "", "jitter");
        assertThat(player.answer().status()).isEqualTo(451);
      }
    }
  }

  @Test
  void whatIsNoRtspIsToldSoAndClosed() throws Exception {
    for (final String garbage :
        new String[] {
          "GET / HTTP/1.1\r\nHost: x\r\n\r\n",
          "OPTIONS * RTSP/1.0\r\n" + "a: b\r\n".repeat(4000),
          "x".repeat(70_000)
        }) {
      try (TestPlayer player = served.connect()) {
        player.raw(garbage);
        assertThat(player.answer().status()).isEqualTo(400);
        player.awaitEnd();
      }
    }
    try (TestPlayer player = served.connect()) {
      player.raw("GET_PARAMETER * RTSP/1.0\r\nCSeq: 1\r\nContent-Length: 999999\r\n\r\n");
      assertThat(player.answer().status()).isEqualTo(413);
      player.awaitEnd();
    }
  }

  @Test
  void aRequestThatStallsIsGivenUp() throws Exception {
    try (TestPlayer silent = served.connect();
        TestPlayer half = served.connect();
        TestPlayer frame = served.connect()) {
      assertThat(half.ask("OPTIONS", "/").status()).isEqualTo(200);
      half.raw("OPTIONS rtsp://x/ RTSP/1.0\r\nCSeq");
      assertThat(frame.ask("OPTIONS", "/").status()).isEqualTo(200);
      frame.raw(new byte[] {'$', 0, 5, 5, 1});
      try (TestPlayer last = served.connect()) {
        // Its answer means that what came before it has been read.
        assertThat(last.ask("OPTIONS", "/").status()).isEqualTo(200);
        served.context.clock().pass(Duration.ofSeconds(11));
        for (final TestPlayer stalled : new TestPlayer[] {silent, half, frame}) {
          assertThat(stalled.answer().status()).isEqualTo(408);
          stalled.awaitEnd();
        }
        assertThat(last.ask("OPTIONS", "/").status()).isEqualTo(200);
      }
    }
    assertThat(served.count(RtspCounter.CONNECTIONS_STALLED)).isEqualTo(3);
  }

  @Test
  void binaryFramesOutOfTurnAreCountedAndPassedOver() throws Exception {
    try (TestPlayer player = served.connect()) {
      player.raw(new byte[] {'$', 1, 0, 2, 0, 0, '$', 77, 0, 0});
      assertThat(player.ask("OPTIONS", "/").status()).isEqualTo(200);
      assertThat(served.count(RtspCounter.FRAMES_MISPLACED)).isEqualTo(2);
      player.setUp("/main");
      player.raw(new byte[] {'$', 1, 0, 4, 1, 2, 3, 4, '$', 9, 0, 1, 1});
      assertThat(player.ask("OPTIONS", "/").status()).isEqualTo(200);
      assertThat(served.count(RtspCounter.RTCP_MALFORMED)).isEqualTo(1);
      assertThat(served.count(RtspCounter.FRAMES_MISPLACED)).isEqualTo(3);
    }
  }

  @Test
  void aSecondSessionOnAConnectionIsRefused() throws Exception {
    try (TestPlayer player = served.connect()) {
      player.setUp("/main");
      assertThat(player.ask("SETUP", "/main/video", TCP).status()).isEqualTo(455);
    }
  }

  @Test
  void aSessionBelongsToItsConnection() throws Exception {
    try (TestPlayer player = served.connect();
        TestPlayer other = served.connect()) {
      final String session = player.setUp("/main");
      assertThat(other.ask("TEARDOWN", "/main", "Session: " + session).status()).isEqualTo(454);
      assertThat(player.ask("TEARDOWN", "/main", "Session: " + session).status()).isEqualTo(200);
    }
  }

  @Test
  void withoutAPairOfPortsPlayersGetTheNextOfTheirChoices() throws Exception {
    final String udp = "Transport: RTP/AVP;unicast;client_port=5000-5001";
    try (DatagramSocket taken = new DatagramSocket(null);
        TestPlayer player = served.connect()) {
      taken.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 31_991));
      assertThat(player.ask("SETUP", "/main", udp + ",RTP/AVP;client_port=7-8").status())
          .isEqualTo(461);
      assertThat(player.ask("SETUP", "/main", udp + ",RTP/AVP/TCP;unicast").header("Transport"))
          .startsWith("RTP/AVP/TCP;unicast;interleaved=0-1");
      assertThat(served.count(RtspCounter.PORTS_UNAVAILABLE)).isEqualTo(2);
    }
    try (TestPlayer player = served.connect()) {
      assertThat(player.ask("SETUP", "/main", udp).header("Transport"))
          .contains("server_port=31990-31991");
    }
  }

  @Test
  void aStreamWithoutPicturesIsUnavailable() throws Exception {
    served.stream.ready(false);
    try (TestPlayer player = served.connect()) {
      final TestPlayer.Answer answer = player.ask("DESCRIBE", "/main");
      assertThat(answer.status()).isEqualTo(503);
      assertThat(answer.header("Retry-After")).isEqualTo("1");
      served.stream.ready(true);
      served.feed.refuses(true);
      assertThat(player.ask("SETUP", "/main", TCP).status()).isEqualTo(503);
      served.feed.refuses(false);
      final String session = player.setUp("/main");
      player.send("PLAY", "/main", "Session: " + session);
      awaitThat("a keyframe asked for", () -> served.feed.keyframeRequests() > 0);
      served.context.clock().pass(Duration.ofSeconds(6));
      assertThat(player.answer().status()).isEqualTo(503);
    }
  }

  @Test
  void answersAfterTenThousandFuzzedRequests() throws Exception {
    final long seed = 20261122;
    final Random random = new Random(seed);
    final String[] valid = {
      "OPTIONS rtsp://127.0.0.1/main RTSP/1.0\r\nCSeq: 1\r\n\r\n",
      "SETUP rtsp://127.0.0.1/main/video RTSP/1.0\r\nCSeq: 2\r\n" + TCP + "\r\n\r\n",
      "SETUP rtsp://127.0.0.1/nothing RTSP/1.0\r\nCSeq: 2\r\nTransport: RTP/AVP;client_port=5-6\r\n\r\n",
      "PLAY rtsp://127.0.0.1/main RTSP/1.0\r\nCSeq: 3\r\nSession: 1234\r\nRange: npt=0-\r\n\r\n",
      "GET_PARAMETER rtsp://127.0.0.1/main RTSP/1.0\r\nCSeq: 4\r\nContent-Length: 3\r\n\r\nabc",
      "TEARDOWN rtsp://127.0.0.1/main RTSP/1.0\r\nCSeq: 5\r\nSession: 1234\r\n\r\n",
      "$\u0001\u0000\u0008\u0080\u00c9\u0000\u0001\u0000\u0000\u0000\u0009"
    };
    int sent = 0;
    while (sent < 10_000) {
      try (TestPlayer hostile = served.connect()) {
        for (int i = 0; i < 50; i++, sent++) {
          final StringBuilder text = new StringBuilder(valid[random.nextInt(valid.length)]);
          for (int k = random.nextInt(5); k > 0; k--) {
            text.setCharAt(random.nextInt(text.length()), (char) random.nextInt(256));
          }
          hostile.raw(text.toString());
        }
        if (random.nextBoolean()) {
          hostile.reset();
        }
      } catch (SocketException e) {
        // Closed on us while we wrote: a refusal as well.
      }
    }
    assertThat(sent).as("seed %d", seed).isGreaterThanOrEqualTo(10_000);
    awaitThat("all of them gone", () -> served.endpoint().connections() == 0);
    awaitThat("the encoding left", () -> served.feed.watching() == 0);
    try (TestPlayer player = served.playing()) {
      assertThat(player.ask("OPTIONS", "/main").header("Public")).contains("DESCRIBE");
    }
    assertThat(served.context.sessions().size()).isPositive();
  }

  @Test
  void aClientThatReadsNoAnswersIsNotReadFromForEver() throws Exception {
    try (TestPlayer deaf = served.connect()) {
      final String request = "OPTIONS rtsp://127.0.0.1/main RTSP/1.0\r\nCSeq: 1\r\n\r\n";
      final Thread talking =
          Thread.ofVirtual()
              .start(() -> {
                try {
                  while (true) {
                    deaf.raw(request.repeat(100));
                  }
                } catch (IOException e) {
                  // Closed: what this is about.
                }
              });
      final long[] seen = {-1};
      awaitThat(
          "no more requests to be read",
          () -> {
            final long before = seen[0];
            seen[0] = served.count(RtspCounter.REQUESTS);
            return before == seen[0] && before > 1000;
          });
      served.context.clock().pass(Duration.ofSeconds(11));
      talking.join();
      assertThat(served.count(RtspCounter.PLAYERS_TOO_SLOW)).isEqualTo(1);
    }
  }
}
