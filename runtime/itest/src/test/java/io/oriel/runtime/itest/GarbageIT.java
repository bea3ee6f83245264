package io.oriel.runtime.itest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Garbage on every port, while somebody watches who must not notice. */
class GarbageIT {
  private static final long SEED = 4711;

  @TempDir Path folder;

  private final Random random = new Random(SEED);

  @Test
  void isRefusedInWordsAndNobodyElseNotices() throws Exception {
    try (ServerProcess server =
            ServerProcess.start(folder, "--stage", Place.stage("workshop.usda").toString())
                .awaitReady();
        Chromium browser = Chromium.start(folder);
        Page page = BrowserIT.openAndSee(browser, server.ports().page())) {
      datagrams(server.ports().media());
      connections(server.ports().web());
      connections(server.ports().admin());
      List<Socket> half = halfRequests(server.ports().web());
      wrongSdp(server);

      BrowserIT.awaitMoreFrames(page, 60);
      assertThat(page.evaluate("window.oriel.state").asString()).isEqualTo("live");
      assertThat(server.log()).doesNotContain("Viewer v1 left").doesNotContain("\tat ");
      assertThat(Web.status(server.ports().admin("/healthz"))).isEqualTo(200);
      for (Socket socket : half) {
        socket.close();
      }
    }
  }

  private void datagrams(int port) throws IOException {
    try (DatagramSocket socket = new DatagramSocket()) {
      InetSocketAddress target = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
      for (int i = 0; i < 2000; i++) {
        byte[] data = new byte[random.nextInt(1500)];
        random.nextBytes(data);
        if (data.length > 0) {
          // Each of STUN, DTLS and SRTCP by its first byte, and anything else.
          data[0] = (byte) new int[] {0, 22, 200 - 256, random.nextInt(256)}[i % 4];
        }
        socket.send(new DatagramPacket(data, data.length, target));
      }
    }
  }

  private void connections(int port) throws IOException {
    for (int i = 0; i < 50; i++) {
      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
        byte[] data = new byte[1 + random.nextInt(4000)];
        random.nextBytes(data);
        try {
          OutputStream out = socket.getOutputStream();
          out.write(data);
          out.flush();
        } catch (IOException e) {
          // Closed on us while we wrote: a refusal as well.
        }
      }
    }
  }

  private static List<Socket> halfRequests(int port) throws IOException {
    List<Socket> sockets = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
      socket
          .getOutputStream()
          .write(
              "POST /whep/main HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-"
                  .getBytes(StandardCharsets.US_ASCII));
      sockets.add(socket);
    }
    return sockets;
  }

  private static void wrongSdp(ServerProcess server) throws Exception {
    String whep = server.ports().whep("main");
    for (String sdp : List.of("", "hello", "v=0\r\n", "v=0\r\n" + "a=x\r\n".repeat(5000))) {
      var answer = Web.post(whep, "application/sdp", sdp);
      assertThat(answer.statusCode()).as(answer.body()).isBetween(400, 415);
      assertThat(answer.headers().firstValue("content-type").orElse(""))
          .contains("application/problem+json");
    }
    assertThat(Web.post(whep, "text/plain", "v=0\r\n").statusCode()).isEqualTo(415);
    assertThat(Web.post(whep, "application/sdp", "x".repeat(1 << 20)).statusCode()).isEqualTo(413);
  }
}
