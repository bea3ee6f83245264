package io.oriel.runtime.itest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.SocketException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Players that we did not write, and clients that nobody wants, at one server. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RtspIT {
  private static final boolean SOAK = Boolean.getBoolean("oriel.soak");

  /**
   * The long form is 60 s of the pictures that are usual, the short one is light on the machine.
   */
  private static final String SIZE = SOAK ? "1280x720" : "640x360";

  private static final int FPS = SOAK ? 60 : 30;
  private static final int PICTURES = SOAK ? 60 * FPS : 60;
  private static final int CHURN = SOAK ? 500 : 24;
  private static final long SEED = 20261122;
  private static final String UDP = "RTP/AVP;unicast;client_port=31000-31001";
  private static final String TCP = "RTP/AVP/TCP;unicast;interleaved=0-1";

  private Path folder;
  private ServerProcess server;
  private RtspRecorder recorder;

  @BeforeAll
  void start(@TempDir Path shared) throws Exception {
    folder = shared;
    server =
        ServerProcess.start(
                folder,
                Ports.free(),
                Map.of("io.oriel.transport.rtsp", Map.of()),
                "--stage",
                Place.stage("workshop.usda").toString(),
                "--size",
                SIZE,
                "--fps",
                "" + FPS)
            .awaitReady();
    Rtsp.awaitOpen(server.ports().rtsp());
  }

  @AfterAll
  void stop() throws Exception {
    server.close();
  }

  @BeforeEach
  void watch() throws IOException {
    recorder = new RtspRecorder(server.ports().rtsp());
  }

  /** Whatever a test has done to the server, who watched meanwhile has lost nothing. */
  @AfterEach
  void goesOn() throws Exception {
    recorder.awaitMore(10);
    recorder.close();
    assertThat(counter("units_dropped")).isZero();
    assertThat(server.log()).doesNotContain("\tat ");
    awaitSessions(0);
  }

  private long counter(String name) throws Exception {
    return counter(server, name);
  }

  private static long counter(ServerProcess server, String name) throws Exception {
    Matcher value =
        Pattern.compile("(?m)^oriel_transport_rtsp_" + name + "_total ([0-9.E]+)")
            .matcher(Web.get(server.ports().admin("/metrics")).body());
    assertThat(value.find()).as(name).isTrue();
    return (long) Double.parseDouble(value.group(1));
  }

  /** Waits until so many sessions are left. */
  private void awaitSessions(int count) {
    await("all others to have left")
        .atMost(Duration.ofSeconds(60))
        .until(() -> counter("sessions_opened") - counter("sessions_ended") == count);
  }

  @ParameterizedTest
  @ValueSource(strings = {"udp", "tcp"})
  void ffprobeNamesCodecAndSize(String transport) throws Exception {
    assertThat(MediaPlayer.ffprobe(server.ports().rtsp("main"), transport))
        .startsWith("h264," + SIZE.replace('x', ','));
    assertThat(MediaPlayer.ffprobe(server.ports().rtsp("stream"), transport)).startsWith("h264,");
  }

  @ParameterizedTest
  @ValueSource(strings = {"udp", "tcp"})
  void ffmpegDecodesEveryPicture(String transport) throws Exception {
    assertSeen(
        "ffmpeg over " + transport,
        MediaPlayer.ffmpeg(server.ports().rtsp("main"), PICTURES, "-rtsp_transport", transport));
  }

  @ParameterizedTest
  @ValueSource(strings = {"udp", "tcp"})
  void gstreamerDecodesEveryPicture(String transport) throws Exception {
    assertSeen(
        "GStreamer over " + transport,
        MediaPlayer.gstreamer(server.ports().rtsp("main"), PICTURES, "protocols=" + transport));
  }

  private void assertSeen(String player, MediaPlayer.Seen seen) {
    assertThat(seen.exitCode()).as(seen.output()).isZero();
    assertThat(seen.times()).as(seen.output()).hasSizeGreaterThanOrEqualTo(PICTURES);
    recorder.assertHas(seen.times());
    System.out.printf(
        "RtspIT: %s: %d pictures of %s, none lost, the first after %d ms%n",
        player, seen.times().size(), SIZE, seen.firstMillis());
  }

  @Test
  void twentyPlayersThatAreCutOffDisturbNobody() throws Exception {
    for (int round = 0; round < 3; round++) {
      List<Rtsp> players = play(20, round == 0 ? UDP : TCP);
      recorder.awaitMore(10);
      for (Rtsp player : players) {
        player.reset();
      }
      awaitSessions(1);
    }
  }

  /** Players that all begin with the same keyframe. */
  private List<Rtsp> play(int count, String transport) throws IOException {
    List<Rtsp> players = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      players.add(new Rtsp(server.ports().rtsp()));
      players.getLast().askToPlay("/main", transport);
    }
    for (Rtsp player : players) {
      player.awaitPlaying();
      // One that does not read loses units, which this test is to see of no other.
      Thread.ofVirtual().start(player::ends);
    }
    return players;
  }

  @Test
  void playersThatComeAndGoLeaveNothing() throws Exception {
    // Whatever is made once is there after some.
    comeAndGo(CHURN / 2);
    Holdings before = settled();
    comeAndGo(CHURN);
    Holdings after = settled();
    String both = "from " + before + " to " + after;
    System.out.println("RtspIT: " + CHURN + " players came and went, holdings " + both);
    assertThat(after.descriptors()).as(both).isLessThanOrEqualTo(before.descriptors() + 2);
    assertThat(after.threads()).as(both).isLessThanOrEqualTo(before.threads() + 2);
    assertThat(after.heapKiB()).as(both).isLessThan(before.heapKiB() + 3 * 1024);
    if (SOAK) {
      assertThat(after.residentKiB()).as(both).isLessThan(before.residentKiB() + 24 * 1024);
    }
  }

  private void comeAndGo(int times) throws IOException {
    for (int i = 0; i < times; i += 4) {
      for (Rtsp player : play(4, i % 8 == 0 ? UDP : TCP)) {
        if (i % 3 == 0) {
          player.reset();
        } else {
          player.close();
        }
      }
    }
  }

  private Holdings settled() throws Exception {
    awaitSessions(1);
    return Holdings.of(server.pid());
  }

  @Test
  void answersAfterTenThousandFuzzedRequests() throws Exception {
    List<Rtsp> stalled = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      stalled.add(new Rtsp(server.ports().rtsp()));
      stalled.getLast().raw("DESCRIBE rtsp://127.0.0.1/main RTSP/1.0\r\nCSeq: 1\r\nAcc");
    }
    fuzz();
    try (Rtsp client = Rtsp.admitted(server.ports().rtsp())) {
      assertThat(client.ask("OPTIONS", "/main").status()).isEqualTo(200);
    }
    assertThat(counter("requests_malformed")).isPositive();
    for (Rtsp half : stalled) {
      assertThat(half.answer().status()).isEqualTo(408);
      assertThat(half.ends()).isTrue();
      half.close();
    }
    assertThat(counter("connections_stalled")).isGreaterThanOrEqualTo(stalled.size());
  }

  private void fuzz() throws IOException {
    String[] valid = {
      "OPTIONS rtsp://127.0.0.1/main RTSP/1.0\r\nCSeq: 1\r\n\r\n",
      "DESCRIBE rtsp://127.0.0.1/main RTSP/1.0\r\nCSeq: 1\r\nAccept: application/sdp\r\n\r\n",
      "SETUP rtsp://127.0.0.1/main/video RTSP/1.0\r\nCSeq: 2\r\n"
          + "Transport: RTP/AVP/TCP;unicast;interleaved=0-1\r\n\r\n",
      "SETUP rtsp://127.0.0.1/main RTSP/1.0\r\nCSeq: 2\r\n"
          + "Transport: RTP/AVP;unicast;client_port=31002-31003\r\n\r\n",
      "PLAY rtsp://127.0.0.1/main RTSP/1.0\r\nCSeq: 3\r\nSession: 1234\r\n\r\n",
      "GET_PARAMETER rtsp://127.0.0.1/main RTSP/1.0\r\nCSeq: 4\r\nContent-Length: 3\r\n\r\nabc",
      "$\u0001\u0000\u0008\u0080\u00c9\u0000\u0001\u0000\u0000\u0000\u0009",
      "x".repeat(2000)
    };
    Random random = new Random(SEED);
    int sent = 0;
    while (sent < 10_000) {
      try (Rtsp hostile = Rtsp.admitted(server.ports().rtsp())) {
        for (int i = 0; i < 50; i++, sent++) {
          StringBuilder text = new StringBuilder(valid[random.nextInt(valid.length)]);
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
  }

  @Test
  void wrongSessionsAndMisplacedFramesAreRefusedInWords() throws Exception {
    try (Rtsp client = new Rtsp(server.ports().rtsp())) {
      client.raw("$\u0001\u0000\u0002ab$\u0055\u0000\u0000");
      assertThat(client.ask("PLAY", "/main", "Session: 1234").status()).isEqualTo(454);
      String session = client.play("/main");
      client.raw("$\u0009\u0000\u0001a$\u0001\u0000\u0004abcd");
      assertThat(client.ask("PAUSE", "/main", "Session: 1234").status()).isEqualTo(454);
      assertThat(client.ask("GET_PARAMETER", "/main", "Session: x").status()).isEqualTo(454);
      try (Rtsp thief = new Rtsp(server.ports().rtsp())) {
        assertThat(thief.ask("TEARDOWN", "/main", "Session: " + session).status()).isEqualTo(454);
      }
      assertThat(client.ask("DESCRIBE", "/nothing").status()).isEqualTo(404);
    }
    assertThat(counter("frames_misplaced")).isGreaterThanOrEqualTo(3);
  }

  private static void assertPlays(MediaPlayer.Seen seen) {
    assertThat(seen.times()).as(seen.output()).hasSizeGreaterThanOrEqualTo(5);
  }

  /** A server with settings of its own for a test. */
  private ServerProcess serve(Map<String, Object> settings) throws Exception {
    ServerProcess started =
        ServerProcess.start(
            folder,
            Ports.free(),
            Map.of("io.oriel.transport.rtsp", settings),
            "--size",
            SIZE,
            "--fps",
            "" + FPS);
    try {
      started.awaitReady();
      Rtsp.awaitOpen(started.ports().rtsp());
    } catch (RuntimeException | Error e) {
      started.close();
      throw e;
    }
    return started;
  }

  @Test
  void playersProveThemselvesAndGoOverTcpWhenNoPortsAreFree() throws Exception {
    try (DatagramSocket taken = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        ServerProcess closed =
            serve(
                Map.of(
                    "users",
                    List.of("anna:s3cret"),
                    "firstMediaPort",
                    taken.getLocalPort() & ~1,
                    "lastMediaPort",
                    taken.getLocalPort() | 1))) {
      String url = closed.ports().rtsp("main");
      String known = url.replace("rtsp://", "rtsp://anna:s3cret@");
      assertPlays(MediaPlayer.ffmpeg(known, 5));
      assertPlays(MediaPlayer.gstreamer(url, 5, "user-id=anna", "user-pw=s3cret"));
      assertThat(counter(closed, "ports_unavailable")).isPositive();
      assertThat(counter(closed, "credentials_refused")).isZero();
      MediaPlayer.Seen refused = MediaPlayer.ffmpeg(known.replace("s3cret", "guess"), 5);
      assertThat(refused.exitCode()).isNotZero();
      assertThat(refused.output()).contains("401");
      assertThat(MediaPlayer.gstreamer(url, 5).exitCode()).isNotZero();
      assertThat(counter(closed, "credentials_refused")).isPositive();
      assertThat(closed.log()).doesNotContain("s3cret");
    }
  }

  @Test
  void everythingIsEncryptedWithAKey() throws Exception {
    Path keys = folder.resolve("keys.p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "oriel",
                "-keyalg",
                "EC",
                "-dname",
                "CN=localhost",
                "-storetype",
                "PKCS12",
                "-storepass",
                "changeit",
                "-keystore",
                keys.toString())
            .inheritIO()
            .start();
    assertThat(keytool.waitFor()).isZero();
    Map<String, Object> settings =
        Map.of("keyStore", keys.toString(), "keyStorePassword", "changeit");
    try (ServerProcess secured = serve(settings)) {
      String url = secured.ports().rtsp("main").replace("rtsp://", "rtsps://");
      assertPlays(MediaPlayer.ffmpeg(url, 5));
      assertPlays(MediaPlayer.gstreamer(url, 5, "tls-validation-flags=0"));
      assertThat(secured.log()).doesNotContain("changeit").doesNotContain("\tat ");
    }
  }
}
