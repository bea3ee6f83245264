package io.oriel.runtime.itest;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;

/**
 * Ports that were free a moment ago.
 *
 * @param web of the public listener
 * @param admin of the private listener
 * @param media of WebRTC
 */
record Ports(int web, int admin, int media) {
  static Ports free() throws IOException {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    try (ServerSocket web = new ServerSocket(0, 1, loopback);
        ServerSocket admin = new ServerSocket(0, 1, loopback);
        DatagramSocket media = new DatagramSocket(0, loopback)) {
      return new Ports(web.getLocalPort(), admin.getLocalPort(), media.getLocalPort());
    }
  }

  Map<String, Map<String, Object>> configuration() {
    return Map.of(
        "io.oriel.http.public", Map.of("port", web),
        "io.oriel.http.private", Map.of("port", admin),
        "io.oriel.transport.webrtc", Map.of("port", media));
  }

  String page() {
    return "http://127.0.0.1:" + web + "/";
  }

  String whep(String stream) {
    return page() + "whep/" + stream;
  }

  String admin(String path) {
    return "http://127.0.0.1:" + admin + path;
  }
}
