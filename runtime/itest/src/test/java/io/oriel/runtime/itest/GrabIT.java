package io.oriel.runtime.itest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.awt.image.BufferedImage;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One picture of each transport, taken by the shipped command line as its users take it. */
class GrabIT {
  private static final String USER = "viewer";
  private static final String PASSWORD = "p@ss:word";

  /** What H.264 and its colours may cost, in levels of 255. */
  private static final double MOST_DIFFERENCE = 2;

  /** Nothing of it moves, so that pictures of different moments can be compared. */
  private static final String STAGE =
      """
      #usda 1.0
      (
        defaultPrim = "World"
        upAxis = "Y"
      )
      def Xform "World" {
        def Sphere "Red" {
          double radius = 1
          color3f[] primvars:displayColor = [(0.8, 0.1, 0.1)]
        }
        def Cube "Green" {
          double size = 1.5
          double3 xformOp:translate = (2, 0.3, 0.5)
          uniform token[] xformOpOrder = ["xformOp:translate"]
          color3f[] primvars:displayColor = [(0.1, 0.7, 0.2)]
        }
        def Sphere "Blue" {
          double radius = 0.7
          double3 xformOp:translate = (-2, -0.2, 0.4)
          uniform token[] xformOpOrder = ["xformOp:translate"]
          color3f[] primvars:displayColor = [(0.1, 0.2, 0.9)]
        }
      }
      """;

  @TempDir static Path folder;
  private static ServerProcess server;
  private static String memory;

  @BeforeAll
  static void start() throws Exception {
    Ports ports = Ports.free();
    memory = ports.sharedMemory("");
    server =
        ServerProcess.start(
                folder,
                ports,
                Map.of(
                    "io.oriel.transport.rtsp",
                    Map.of("users", List.of(USER + ":" + PASSWORD)),
                    "io.oriel.transport.shm",
                    Map.of()),
                "--transports",
                "webrtc,rtsp,shm",
                "--stage",
                Files.writeString(folder.resolve("still.usda"), STAGE).toString())
            .awaitReady();
  }

  @AfterAll
  static void stop() throws Exception {
    server.close();
  }

  private static String rtsp(String login, String stream) {
    return server.ports().rtsp(stream).replace("rtsp://", "rtsp://" + login);
  }

  private static String login(String password) {
    return USER + ":" + password.replace("@", "%40").replace(":", "%3A") + "@";
  }

  @Test
  void everyTransportShowsTheStage() throws Exception {
    Grab.Outcome raw = Grab.take(folder, "shm:" + memory + "main");
    assertThat(raw.err()).isEmpty();
    assertThat(raw.code()).isZero();
    assertThat(raw.out()).isEqualTo(memory + "main.png: 1280x720\n");
    BufferedImage stage = raw.picture(memory + "main.png");
    assertThat(colors(stage)).as("it is no plain picture").isGreaterThan(100);
    for (String source :
        List.of(
            server.ports().page(),
            server.ports().whep("main"),
            rtsp(login(PASSWORD), "main"),
            "shm:/ovstream-" + memory + "main")) {
      Grab.Outcome outcome = Grab.take(folder, source);
      assertThat(outcome.err()).isEmpty();
      assertThat(outcome.code()).as(source).isZero();
      String file = source.startsWith("shm") ? memory + "main.png" : "main.png";
      assertThat(outcome.files()).containsExactly(file);
      double difference = Grab.difference(stage, outcome.picture(file));
      System.out.printf("grab %s: mean difference %.2f of 255%n", source.split(":")[0], difference);
      assertThat(difference)
          .as(source)
          .isLessThan(source.startsWith("shm") ? 0.01 : MOST_DIFFERENCE);
    }
  }

  private static int colors(BufferedImage picture) {
    Set<Integer> colors = new HashSet<>();
    for (int y = 0; y < picture.getHeight(); y += 3) {
      for (int x = 0; x < picture.getWidth(); x += 3) {
        colors.add(picture.getRGB(x, y));
      }
    }
    return colors.size();
  }

  @Test
  void writesWhereItIsTold() throws Exception {
    Path file = folder.resolve("some picture.png");
    Grab.Outcome outcome =
        Grab.begin(
                folder,
                "shm:" + memory + "main",
                "-o",
                file.toString(),
                "--timeout",
                "120s",
                "--quiet")
            .outcome();
    assertThat(outcome.code()).isZero();
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.files()).isEmpty();
    assertThat(Files.size(file)).isPositive();
  }

  @Test
  void saysThatAStreamDoesNotExist() throws Exception {
    for (String source :
        List.of(
            server.ports().whep("nothing"),
            rtsp(login(PASSWORD), "nothing"),
            "shm:" + memory + "nothing")) {
      assertRefused(Grab.take(folder, source), "there is no such stream");
    }
  }

  @Test
  void saysThatAPasswordIsWrongOrMissingAndRepeatsNone() throws Exception {
    Grab.Outcome wrong = Grab.take(folder, rtsp(login("gue%73s"), "main"));
    assertRefused(wrong, "does not let this user with this password in (401)");
    assertThat(wrong.err()).doesNotContain("guess", "gue%73s", USER);
    assertRefused(Grab.take(folder, rtsp("", "main")), "asks for user and password (401)");
  }

  @Test
  void saysThatNobodyIsThere() throws Exception {
    int nobody = Ports.free().web();
    for (String scheme : List.of("rtsp", "rtsps", "http", "https")) {
      String source = scheme + "://127.0.0.1:" + nobody + "/main";
      assertRefused(Grab.take(folder, source), "nobody answers there; is the server running");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"ftp://a/b", "main", "rtsp://", "rtsp://u:s^cret@host/a"})
  void refusesWhatIsNoSource(String source) throws Exception {
    Grab.Outcome outcome = Grab.take(folder, source);
    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.err()).startsWith("oriel: the source must be ").doesNotContain("s^cret");
  }

  @Test
  void saysThatAPeerKeepsSilent() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 9, InetAddress.getLoopbackAddress())) {
      for (String scheme : List.of("rtsp", "http")) {
        Grab.Outcome outcome =
            Grab.begin(
                    folder,
                    scheme + "://127.0.0.1:" + silent.getLocalPort() + "/main",
                    "--timeout",
                    "500ms")
                .outcome();
        assertRefused(outcome, "does not answer within 500 ms");
      }
    }
  }

  @Test
  void leavesNothingBehindWhenItIsInterrupted() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 9, InetAddress.getLoopbackAddress())) {
      Grab grab =
          Grab.begin(
              folder, "rtsp://127.0.0.1:" + silent.getLocalPort() + "/main", "--timeout", "600s");
      try (Socket connected = silent.accept()) {
        // It has asked, so that it waits.
        assertThat(connected.getInputStream().read()).isEqualTo('D');
        grab.interrupt();
        Grab.Outcome outcome = grab.outcome();
        assertThat(outcome.code()).isEqualTo(130);
        assertThat(outcome.files()).isEmpty();
      }
    }
  }

  @Test
  void saysThatAStreamIsNotReady() throws Exception {
    Path other = Files.createDirectories(folder.resolve("unready"));
    Ports ports = Ports.free();
    try (ServerProcess unready =
        ServerProcess.start(
            other, ports, Map.of("io.oriel.transport.rtsp", Map.of()), "--renderer", "ovrtx")) {
      await()
          .atMost(Duration.ofSeconds(120))
          .until(() -> Web.text(ports.admin("/readyz")).contains("\"rtsp\",\"state\":\"open\""));
      for (String source : List.of(ports.whep("main"), ports.rtsp("main"))) {
        assertRefused(Grab.take(folder, source), "not ready");
      }
    }
  }

  private static void assertRefused(Grab.Outcome outcome, String reason) throws Exception {
    assertThat(outcome.err()).startsWith("oriel: ").contains(reason).hasLineCount(1);
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.code()).isEqualTo(1);
    assertThat(outcome.files()).isEmpty();
  }
}
