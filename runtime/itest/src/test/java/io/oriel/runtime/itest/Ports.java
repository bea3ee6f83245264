package io.oriel.runtime.itest;

import java.io.IOException;
import java.net.BindException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Ports that were free a moment ago.
 *
 * @param web of the public listener
 * @param admin of the private listener
 * @param media of WebRTC
 * @param rtsp of RTSP
 */
record Ports(int web, int admin, int media, int rtsp) {
  /** Below the ports that the system gives to outgoing connections, which would take them. */
  private static final int FIRST = 20_000;

  private static final int END = 32_000;

  static Ports free() throws IOException {
    return new Ports(freePort(), freePort(), freePort(), freePort());
  }

  private static int freePort() throws IOException {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    while (true) {
      int port = ThreadLocalRandom.current().nextInt(FIRST, END);
      try (ServerSocket stream = new ServerSocket(port, 1, loopback);
          DatagramSocket datagrams = new DatagramSocket(port, loopback)) {
        return stream.getLocalPort();
      } catch (BindException e) {
        // Taken: another one will be free.
      }
    }
  }

  Map<String, Map<String, Object>> configuration() {
    return Map.of(
        "io.oriel.http.public", Map.of("port", web),
        "io.oriel.http.private", Map.of("port", admin),
        "io.oriel.transport.webrtc", Map.of("port", media),
        "io.oriel.transport.rtsp", Map.of("port", rtsp),
        "io.oriel.transport.shm", Map.of("prefix", sharedMemory("")));
  }

  /** What a stream of the server is called in shared memory, where others have streams as well. */
  String sharedMemory(String stream) {
    return "itest" + web + "-" + stream;
  }

  String page() {
    return "http://127.0.0.1:" + web + "/";
  }

  String whep(String stream) {
    return page() + "whep/" + stream;
  }

  String rtsp(String stream) {
    return "rtsp://127.0.0.1:" + rtsp + "/" + stream;
  }

  String admin(String path) {
    return "http://127.0.0.1:" + admin + path;
  }
}
