package io.oriel.transport.rtsp;

import static io.oriel.transport.rtsp.Served.awaitThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.oriel.api.error.ErrorCode;
import io.oriel.api.error.OrielException;
import io.oriel.api.error.Problem;
import io.oriel.rtp.RtcpReader;
import io.oriel.tck.FakeStream;
import io.oriel.tck.FakeVideoFeed;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Players over the loopback, and what becomes of their pictures. */
@Timeout(120)
class RtspTransportTest {
  private static final byte[] REPORT = {(byte) 0x80, (byte) 201, 0, 1, 0, 0, 0, 9};

  private Served served;

  @BeforeEach
  void serve() throws OrielException {
    served = new Served(Map.of("maxConnections", 8));
  }

  @AfterEach
  void close() {
    served.close();
    assertThat(served.feed.unreleased()).as("units that were not given back").isZero();
  }

  @Test
  void describesAStreamOnceItsFirstKeyframeIsThere() throws Exception {
    try (TestPlayer player = served.connect()) {
      player.send("DESCRIBE", "/main", "Accept: application/sdp");
      awaitThat("a subscription", () -> served.feed.watching() == 1);
      served.feed.emit(true, 100);
      final TestPlayer.Answer answer = player.answer();
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.header("Content-Base")).isEqualTo(player.uri("/main/"));
      assertThat(answer.header("CSeq")).isEqualTo("1");
      assertThat(answer.body())
          .contains("m=video 0 RTP/AVP 96", "profile-level-id=42c01f", "framesize:96 64-64");
    }
    awaitThat("everybody to leave", () -> served.feed.watching() == 0);
    assertThat(served.context.sessions().getFirst().left()).hasSize(1);
  }

  @Test
  void playsFromAKeyframeWithTheNumbersThatItTold() throws Exception {
    try (TestPlayer player = served.connect()) {
      final TestPlayer.Answer setUp =
          player.ask("SETUP", "/main/video", "Transport: RTP/AVP/TCP;unicast;interleaved=4-5");
      assertThat(setUp.status()).isEqualTo(200);
      assertThat(setUp.header("Session")).endsWith(";timeout=60");
      assertThat(setUp.header("Transport"))
          .matches("RTP/AVP/TCP;unicast;interleaved=4-5;ssrc=[0-9a-f]{8}");
      final String session = setUp.header("Session").split(";")[0];
      final int asked = served.feed.keyframeRequests();
      player.send("PLAY", "/main/", "Session: " + session, "Range: npt=0.000-");
      awaitThat("a keyframe asked for", () -> served.feed.keyframeRequests() > asked);
      served.feed.emit(false, 500);
      served.feed.emit(true, 5000);
      served.feed.emit(false, 200);

      final TestPlayer.Answer answer = player.answer();
      assertThat(answer.status()).isEqualTo(200);
      final TestPlayer.Frame first = player.frame(4);
      assertThat(answer.header("RTP-Info"))
          .isEqualTo(
              "url=%s;seq=%d;rtptime=%d"
                  .formatted(player.uri("/main/video"), first.sequence(), first.rtpTime()));
      TestPlayer.Frame last = first;
      int packets = 1;
      while (!last.marker()) {
        final TestPlayer.Frame next = player.frame(4);
        assertThat(next.sequence()).isEqualTo(last.sequence() + 1 & 0xffff);
        assertThat(next.rtpTime()).isEqualTo(first.rtpTime());
        last = next;
        packets++;
      }
      assertThat(packets).isEqualTo(5);
      assertThat(player.frame(5).packetType()).as("a sender report").isEqualTo(200);
      assertThat(player.frame(4).rtpTime()).isEqualTo(first.rtpTime() + 1500 & 0xffffffffL);
      awaitThat(
          "the epoch", () -> served.context.sessions().getFirst().keyframes().equals(List.of(1L)));
    }
  }

  @Test
  void playsOverUdpFromAPairOfPorts() throws Exception {
    try (TestPlayer player = served.connect();
        DatagramSocket rtp = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        DatagramSocket rtcp = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      final int low = Math.min(rtp.getLocalPort(), rtcp.getLocalPort());
      final int high = Math.max(rtp.getLocalPort(), rtcp.getLocalPort());
      final TestPlayer.Answer setUp =
          player.ask(
              "SETUP", "/stream", "Transport: RTP/AVP;unicast;client_port=" + low + "-" + high);
      assertThat(setUp.header("Transport"))
          .matches(
              "RTP/AVP;unicast;client_port="
                  + low
                  + "-"
                  + high
                  + ";server_port=\\d+[02468]-\\d+[13579];ssrc=[0-9a-f]{8}");
      final String session = setUp.header("Session").split(";")[0];
      player.send("PLAY", "/stream", "Session: " + session);
      awaitThat("a keyframe asked for", () -> served.feed.keyframeRequests() > 0);
      served.feed.emit(true, 100);
      assertThat(player.answer().status()).isEqualTo(200);
      final DatagramSocket media = rtp.getLocalPort() == low ? rtp : rtcp;
      final DatagramSocket control = media == rtp ? rtcp : rtp;
      assertThat(receive(media)[1] & 0x7f).isEqualTo(96);
      final DatagramPacket report = packet(control);
      assertThat(report.getData()[1] & 0xff).isEqualTo(200);

      control.send(new DatagramPacket(REPORT, REPORT.length, report.getSocketAddress()));
      awaitThat("the report", () -> served.count(RtspCounter.RTCP_RECEIVED) == 1);
      served.context.clock().pass(Duration.ofSeconds(40));
      control.send(new DatagramPacket(REPORT, REPORT.length, report.getSocketAddress()));
      awaitThat("the report", () -> served.count(RtspCounter.RTCP_RECEIVED) == 2);
      served.context.clock().pass(Duration.ofSeconds(40));
      served.feed.emit(false, 100);
      assertThat(receive(media)).as("still playing").isNotEmpty();
      served.context.clock().pass(Duration.ofSeconds(61));
      player.awaitEnd();
      assertThat(served.count(RtspCounter.SESSIONS_TIMED_OUT)).isEqualTo(1);
      byte[] last = receive(control);
      while ((last[1] & 0xff) == 200) {
        last = receive(control);
      }
      assertThat(RtcpReader.read(last, last.length, new RtcpReader.Listener() {})).isTrue();
      assertThat(last[9] & 0xff).as("goodbye").isEqualTo(203);
    }
  }

  @Test
  void whoseUdpPortsAreClosedPausesAndLeavesAndMayAskLateWithAnAnswerToEach() throws Exception {
    try (TestPlayer player = served.connect()) {
      final String session;
      try (DatagramSocket rtp = new DatagramSocket(0, InetAddress.getLoopbackAddress());
          DatagramSocket rtcp = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
        final int low = Math.min(rtp.getLocalPort(), rtcp.getLocalPort());
        final int high = Math.max(rtp.getLocalPort(), rtcp.getLocalPort());
        session =
            player
                .ask("SETUP", "/main", "Transport: RTP/AVP;unicast;client_port=" + low + "-" + high)
                .header("Session")
                .split(";")[0];
        player.send("PLAY", "/main", "Session: " + session);
        awaitThat("a keyframe asked for", () -> served.feed.keyframeRequests() > 0);
        served.feed.emit(true, 100);
        assertThat(player.answer().status()).isEqualTo(200);
        assertThat(receive(rtp.getLocalPort() == low ? rtp : rtcp)).isNotEmpty();
      }
      // A refusal by the other system is heard of with what is sent after it.
      for (int i = 0; i < 4; i++) {
        final long cut = served.count(RtspCounter.UNITS_CUT);
        served.feed.emit(true, 100);
        awaitThat("the picture", () -> served.count(RtspCounter.UNITS_CUT) > cut);
      }
      assertThat(served.count(RtspCounter.PACKETS_UNSENT)).isPositive();
      final String named = "Session: " + session;
      assertThat(player.ask("PAUSE", "/main", named).status()).isEqualTo(200);
      assertThat(player.ask("TEARDOWN", "/main", named).status()).isEqualTo(200);
      assertThat(player.ask("PAUSE", "/main", named).status()).isEqualTo(454);
      served.context.clock().pass(Duration.ofSeconds(50));
      assertThat(player.ask("PAUSE", "/main", named).status()).isEqualTo(454);
      assertThat(player.ask("TEARDOWN", "/main", named).status()).isEqualTo(454);
    }
  }

  private static byte[] receive(DatagramSocket socket) throws IOException {
    final DatagramPacket packet = packet(socket);
    return java.util.Arrays.copyOf(packet.getData(), packet.getLength());
  }

  private static DatagramPacket packet(DatagramSocket socket) throws IOException {
    final DatagramPacket packet = new DatagramPacket(new byte[2000], 2000);
    socket.setSoTimeout(30_000);
    socket.receive(packet);
    return packet;
  }

  @Test
  void pausesAndPlaysOn() throws Exception {
    try (TestPlayer player = served.connect()) {
      final String session = player.setUp("/main");
      assertThat(player.ask("PAUSE", "/main", "Session: " + session).status()).isEqualTo(455);
      player.send("PLAY", "/main", "Session: " + session);
      awaitThat("a keyframe asked for", () -> served.feed.keyframeRequests() > 0);
      served.feed.emit(true, 100);
      assertThat(player.answer().status()).isEqualTo(200);
      assertThat(player.ask("PLAY", "/main", "Session: " + session).status()).isEqualTo(200);
      final int before = player.frame(0).sequence();
      assertThat(player.ask("PAUSE", "/main", "Session: " + session).status()).isEqualTo(200);
      final long sent = served.count(RtspCounter.PACKETS_SENT);
      final long cut = served.count(RtspCounter.UNITS_CUT);
      served.feed.emit(true, 100);
      awaitThat("the picture", () -> served.count(RtspCounter.UNITS_CUT) == cut + 1);
      assertThat(served.count(RtspCounter.PACKETS_SENT)).isEqualTo(sent);
      final int asked = served.feed.keyframeRequests();
      player.send("PLAY", "/main", "Session: " + session);
      awaitThat("a keyframe asked for", () -> served.feed.keyframeRequests() > asked);
      served.feed.emit(true, 100);
      assertThat(player.answer().header("RTP-Info")).contains(";seq=" + (before + (int) sent));
      assertThat(player.ask("TEARDOWN", "/main", "Session: " + session).status()).isEqualTo(200);
      awaitThat("the encoding left", () -> served.feed.watching() == 0);
      assertThat(player.ask("PLAY", "/main", "Session: " + session).status()).isEqualTo(454);
      assertThat(player.setUp("/main")).isNotEqualTo(session);
    }
  }

  @Test
  void twoPlayersShareAnEncodingAndTheKeyframesOfAnInterval() throws Exception {
    try (TestPlayer first = served.playing();
        TestPlayer second = served.playing()) {
      assertThat(served.feed.watching()).isEqualTo(1);
      final int asked = served.feed.keyframeRequests();
      served.context.clock().pass(Duration.ofSeconds(2));
      awaitThat("the interval", () -> served.feed.keyframeRequests() > asked);
      served.feed.emit(true, 77);
      while (first.frame(0).data().length != 12 + 77) {
        // Pictures before that.
      }
      while (second.frame(0).data().length != 12 + 77) {
        // Pictures before that.
      }
    }
  }

  @Test
  void aPlayerThatDoesNotReadLosesPicturesUpToAKeyframeAndThenItsConnection() throws Exception {
    try (TestPlayer lazy = served.playing();
        TestPlayer keen = served.playing()) {
      for (int i = 0; served.count(RtspCounter.UNITS_DROPPED) == 0; i++) {
        final int number = served.feed.emit(false, 100_000);
        TestPlayer.Frame frame;
        do {
          frame = keen.frame(0);
        } while (!frame.marker() || (frame.data()[20] & 0xff) != 1 + number % 255);
        assertThat(i).as("pictures that the lazy one's connection has taken").isLessThan(500);
      }
      final long dropped = served.count(RtspCounter.UNITS_DROPPED);
      served.feed.emit(false, 100);
      awaitThat("a drop", () -> served.count(RtspCounter.UNITS_CUT) > dropped);
      served.context.clock().pass(Duration.ofSeconds(11));
      awaitThat("its end", () -> served.count(RtspCounter.PLAYERS_TOO_SLOW) == 1);
      awaitThat(
          "the reason",
          () ->
              served.context.sessions().getFirst().left().stream()
                  .anyMatch(reason -> reason.code() == ErrorCode.VIEWER_TOO_SLOW));
      served.feed.emit(true, 55);
      while (keen.frame(0).data().length != 12 + 55) {
        // Pictures before that.
      }
      assertThat(served.context.sessions().getLast().left()).isEmpty();
    }
  }

  @Test
  void aPlayerThatReadsAgainGoesOnAtAKeyframeWithoutAGapInItsNumbers() throws Exception {
    // Only who has fallen behind and caught up asks for a keyframe then.
    served.close();
    served = new Served(Map.of("keyframeMillis", 60_000));
    try (TestPlayer player = served.playing()) {
      int last = player.frame(0).sequence();
      while (served.count(RtspCounter.UNITS_DROPPED) == 0) {
        final long cut = served.count(RtspCounter.UNITS_CUT);
        served.feed.emit(false, 100_000);
        awaitThat("the cut", () -> served.count(RtspCounter.UNITS_CUT) > cut);
      }
      final int asked = served.feed.keyframeRequests();
      final Thread feeding =
          Thread.ofVirtual()
              .start(() -> {
                awaitThat("a keyframe asked for", () -> served.feed.keyframeRequests() > asked);
                served.feed.emit(true, 66);
              });
      TestPlayer.Frame frame;
      do {
        frame = player.frame(0);
        assertThat(frame.sequence()).isEqualTo(last + 1 & 0xffff);
        last = frame.sequence();
      } while (frame.data().length != 12 + 66);
      feeding.join();
    }
  }

  @Test
  void silenceEndsASessionAndAnyRequestKeepsIt() throws Exception {
    try (TestPlayer player = served.playing()) {
      for (int i = 0; i < 3; i++) {
        served.context.clock().pass(Duration.ofSeconds(50));
        assertThat(player.ask("GET_PARAMETER", "/main").status()).isEqualTo(200);
      }
      player.raw(new byte[] {'$', 1, 0, 8});
      player.raw(REPORT);
      awaitThat("the report", () -> served.count(RtspCounter.RTCP_RECEIVED) == 1);
      served.context.clock().pass(Duration.ofSeconds(61));
      player.awaitEnd();
      assertThat(served.count(RtspCounter.SESSIONS_TIMED_OUT)).isEqualTo(1);
      assertThat(served.context.sessions().getFirst().left().getFirst().code())
          .isEqualTo(ErrorCode.VIEWER_GONE);
    }
  }

  @Test
  void whatFollowsPlayAtOnceLeavesOtherPlayersTheirPictures() throws Exception {
    try (TestPlayer hasty = served.connect();
        TestPlayer other = served.connect()) {
      final String session = hasty.setUp("/main");
      final String others = other.setUp("/main");
      final String end = " " + hasty.uri("/main") + " RTSP/1.0\r\nSession: " + session + "\r\n";
      hasty.raw("PLAY" + end + "CSeq: 8\r\n\r\nTEARDOWN" + end + "CSeq: 9\r\n\r\n");
      final int asked = served.feed.keyframeRequests();
      other.send("PLAY", "/main", "Session: " + others);
      awaitThat("both to play", () -> served.feed.keyframeRequests() > asked + 1);
      served.feed.emit(true, 88);
      assertThat(other.answer().status()).isEqualTo(200);
      assertThat(other.frame(0).packetType() & 0x7f).isEqualTo(96);
      assertThat(hasty.answer().header("CSeq")).isEqualTo("8");
      assertThat(hasty.answer().header("CSeq")).isEqualTo("9");
    }
  }

  @Test
  void aViewerThatIsSentAwayForItsKeyframeLeavesOthersTheirs() throws Exception {
    try (TestPlayer leaving = served.connect();
        TestPlayer other = served.connect()) {
      leaving.play("/main");
      other.play("/main");
      awaitThat("both to be asking", () -> served.count(RtspCounter.REQUESTS) == 4);
      served.context.sessions().getFirst().endsAtKeyframe();
      served.feed.emit(true, 88);
      assertThat(other.answer().status()).isEqualTo(200);
      leaving.awaitEnd();
    }
  }

  @Test
  void aFeedThatFailsOnceIsAskedForKeyframesAgain() throws Exception {
    try (TestPlayer player = served.playing()) {
      served.feed.failsToMakeKeyframe();
      served.context.clock().pass(Duration.ofSeconds(2));
      final int asked = served.feed.keyframeRequests();
      awaitThat("the next ones", () -> served.feed.keyframeRequests() > asked + 1);
      assertThat(player.ask("OPTIONS", "/").status()).isEqualTo(200);
    }
  }

  @Test
  void aResetPlayerIsGoneAtOnce() throws Exception {
    try (TestPlayer other = served.playing()) {
      served.playing().reset();
      awaitThat("its end", () -> served.count(RtspCounter.SESSIONS_ENDED) == 1);
      served.feed.emit(true, 44);
      while (other.frame(0).data().length != 12 + 44) {
        // Pictures before that.
      }
    }
  }

  @Test
  void aStreamThatEndsEndsItsPlayers() throws Exception {
    try (TestPlayer player = served.playing()) {
      served
          .context
          .sessions()
          .getFirst()
          .request()
          .link()
          .close(new Problem(ErrorCode.STREAM_ENDED, ""));
      player.awaitEnd();
      assertThat(served.context.sessions().getFirst().left().getFirst().code())
          .isEqualTo(ErrorCode.STREAM_ENDED);
    }
  }

  @Test
  void goesOnWhenTheEncodingIsReplaced() throws Exception {
    try (TestPlayer player = served.playing()) {
      served.feed.end();
      awaitThat("another subscription", () -> served.feed.subscriptions() == 2);
      served.feed.epoch(2);
      served.feed.emit(true, 33);
      while (player.frame(0).data().length != 12 + 33) {
        // Pictures before that.
      }
      awaitThat(
          "both epochs",
          () -> served.context.sessions().getFirst().keyframes().equals(List.of(1L, 2L)));
    }
  }

  @Test
  void saysGoodbyeWhenItStopsAndFreesThePort() throws Exception {
    final int port = served.port();
    try (TestPlayer player = served.playing()) {
      final long began = System.nanoTime();
      served.close();
      assertThat(System.nanoTime() - began).isLessThan(TimeUnit.SECONDS.toNanos(20));
      TestPlayer.Frame control = player.frame(1);
      while (control.packetType() == 200) {
        control = player.frame(1);
      }
      assertThat(control.data()[9] & 0xff).as("goodbye").isEqualTo(203);
      player.awaitEnd();
    }
    new ServerSocket(port, 1, InetAddress.getLoopbackAddress()).close();
    assertThat(served.feed.watching()).isZero();
  }

  @Test
  void refusesMoreConnectionsThanAllowed() throws Exception {
    final List<TestPlayer> many = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      many.add(served.connect());
      many.getLast().setUp("/main");
    }
    try (TestPlayer one = served.connect()) {
      one.awaitEnd();
    }
    assertThat(served.count(RtspCounter.CONNECTIONS_REFUSED)).isEqualTo(1);
    for (final TestPlayer player : many) {
      player.close();
    }
    awaitThat("their end", () -> served.endpoint().connections() == 0);
  }

  @Test
  void anAddressThatAsksForNothingLeavesRoomForOthers() throws Exception {
    try (TestPlayer first = served.connect();
        TestPlayer second = served.connect()) {
      assertThat(first.ask("OPTIONS", "/").status()).isEqualTo(200);
      assertThat(second.ask("OPTIONS", "/").status()).isEqualTo(200);
      try (TestPlayer third = served.connect()) {
        third.awaitEnd();
      }
      assertThat(served.count(RtspCounter.CONNECTIONS_REFUSED)).isEqualTo(1);
      first.setUp("/main");
      try (TestPlayer third = served.connect()) {
        assertThat(third.ask("OPTIONS", "/").status()).isEqualTo(200);
        served.context.clock().pass(Duration.ofSeconds(16));
        assertThat(second.answer().status()).isEqualTo(408);
        assertThat(third.answer().status()).isEqualTo(408);
        assertThat(first.ask("OPTIONS", "/").status()).isEqualTo(200);
      }
    }
  }

  @Test
  void aPictureThatCannotBeCutIsMadeUpForByAKeyframe() throws Exception {
    try (TestPlayer player = served.playing()) {
      final int asked = served.feed.keyframeRequests();
      served.feed.emit(false, 800_000);
      awaitThat("a keyframe asked for", () -> served.feed.keyframeRequests() > asked);
      served.feed.emit(false, 11);
      served.feed.emit(true, 22);
      TestPlayer.Frame frame;
      do {
        frame = player.frame(0);
        assertThat(frame.data().length).isNotEqualTo(12 + 11);
      } while (frame.data().length != 12 + 22);
      assertThat(served.count(RtspCounter.UNITS_UNUSABLE)).isEqualTo(1);
    }
  }

  @Test
  void aKeyframeThatCannotBeCutDescribesTheStreamNevertheless() throws Exception {
    try (TestPlayer player = served.connect()) {
      player.send("DESCRIBE", "/main");
      awaitThat("a subscription", () -> served.feed.watching() == 1);
      served.feed.emit(true, 800_000);
      assertThat(player.answer().status()).isEqualTo(200);
    }
  }

  @Test
  void goesOnWithTheStreamThatTookThePlaceOfAnother() throws Exception {
    final FakeVideoFeed next = new FakeVideoFeed();
    try (TestPlayer player = served.playing()) {
      served.context.add(new FakeStream("main", next));
      served.feed.end();
      awaitThat("its subscription", () -> next.watching() == 1);
      next.emit(true, 33);
      while (player.frame(0).data().length != 12 + 33) {
        // Pictures before that.
      }
    }
    awaitThat("it to be left", () -> next.watching() == 0);
    assertThat(next.unreleased()).isZero();
  }

  @Test
  void freesThePortIfItCannotBegin() throws Exception {
    final int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    final RtspTransport transport = new RtspTransport(Configured.with(Map.of("port", port)));
    served.context.breaks();
    assertThatThrownBy(() -> transport.open(served.context))
        .isInstanceOf(IllegalStateException.class);
    new ServerSocket(port, 1, InetAddress.getLoopbackAddress()).close();
  }

  @Test
  void reportsTellLossAndTheRoundTrip() throws Exception {
    try (TestPlayer player = served.playing()) {
      served.feed.emit(false, 20_000);
      awaitThat("enough to lose", () -> served.count(RtspCounter.PACKETS_SENT) > 5);
      final TestPlayer.Frame report = player.frame(1);
      final ByteBuffer sent = ByteBuffer.wrap(report.data());
      final ByteBuffer answer = ByteBuffer.allocate(4 + 32);
      answer.put(new byte[] {'$', 1, 0, 32, (byte) 0x81, (byte) 201, 0, 7, 0, 0, 0, 9});
      answer.putInt(sent.getInt(4)).putInt(0x40000005).putInt(0).putInt(0);
      answer.putInt((int) (sent.getLong(8) >>> 16)).putInt(0);
      player.raw(answer.array());
      awaitThat("the loss", () -> served.count(RtspCounter.PACKETS_LOST) == 5);
      assertThat(served.transport().durations())
          .filteredOn(reading -> reading.descriptor() == RtspDuration.ROUND_TRIP)
          .singleElement()
          .satisfies(
              reading -> assertThat(reading.buckets()).anyMatch(bucket -> bucket.count() == 1));
    }
  }

  @Test
  void needsUsersOrAWordToBeOpenToOthers() {
    assertThatThrownBy(() -> new RtspTransport(Configured.with(Map.of("bindAddress", "0.0.0.0"))))
        .isInstanceOfSatisfying(
            OrielException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.UNSAFE_BIND));
    for (final Map<String, Object> wrong :
        List.<Map<String, Object>>of(
            Map.of("bindAddress", "example.org"),
            Map.of("users", new String[] {"anna"}),
            Map.of("firstMediaPort", 7000, "lastMediaPort", 7000))) {
      assertThatThrownBy(() -> new RtspTransport(Configured.with(wrong)))
          .isInstanceOfSatisfying(
              OrielException.class,
              e -> assertThat(e.code()).isEqualTo(ErrorCode.CONFIGURATION_INVALID));
    }
  }

  @Test
  void namesThePortThatItCannotHave() {
    assertThatThrownBy(() -> new Served(Map.of("port", served.port())))
        .isInstanceOfSatisfying(
            OrielException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.PORT_IN_USE);
              assertThat(e.getMessage()).contains(String.valueOf(served.port()));
            });
  }
}
