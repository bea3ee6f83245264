package io.oriel.runtime.itest;

import java.io.IOException;
import java.net.BindException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
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

  /** Whoever was given one may not have opened it yet. */
  private static final Set<Integer> GIVEN = ConcurrentHashMap.newKeySet();

  /** Mentions the transports that are off until they are mentioned. */
  static final Map<String, Map<String, Object>> OPTIONAL =
      Map.of("io.oriel.transport.rtsp", Map.of(), "io.oriel.transport.shm", Map.of());

  static Ports free() throws IOException {
    return new Ports(freePort(), freePort(), freePort(), freePort());
  }

  /** Gives a port that somebody has for good to nobody else. */
  static void keep(int port) {
    GIVEN.add(port);
  }

  /** A port that is free on the loopback, for streams and for datagrams, and given only once. */
  static int freePort() throws IOException {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    while (true) {
      int port = ThreadLocalRandom.current().nextInt(FIRST, END);
      if (!GIVEN.add(port)) {
        continue;
      }
      try (ServerSocket stream = new ServerSocket(port, 1, loopback);
          DatagramSocket datagrams = new DatagramSocket(port, loopback)) {
        return stream.getLocalPort();
      } catch (BindException e) {
        // Taken: another one will be free.
      }
    }
  }

  Map<String, Map<String, Object>> configuration() {
    return configuration(Map.of());
  }

  /**
   * The same with more, by PID. Transports that are off until they are mentioned run only if they
   * are mentioned here.
   */
  Map<String, Map<String, Object>> configuration(Map<String, Map<String, Object>> more) {
    Map<String, Map<String, Object>> all = new HashMap<>();
    all.put("io.oriel.http.public", Map.of("port", web));
    all.put("io.oriel.http.private", Map.of("port", admin));
    all.put("io.oriel.transport.webrtc", Map.of("port", media));
    all.put("io.oriel.transport.rtsp", Map.of("port", rtsp));
    all.put("io.oriel.transport.shm", Map.of("prefix", sharedMemory("")));
    all.keySet().removeIf(pid -> OPTIONAL.containsKey(pid) && !more.containsKey(pid));
    more.forEach((pid, values) -> all.merge(pid, values, Ports::merged));
    return all;
  }

  private static Map<String, Object> merged(Map<String, Object> under, Map<String, Object> over) {
    Map<String, Object> merged = new HashMap<>(under);
    merged.putAll(over);
    return merged;
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
