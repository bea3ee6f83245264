package io.oriel.transport.rtsp;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** An RTSP client that says exactly what a test has it say. */
final class TestPlayer implements AutoCloseable {
  private static final int PATIENCE_MILLIS = 30_000;

  /** An answer; of headers that came more than once all values, in their order. */
  record Answer(int status, Map<String, List<String>> headers, String body) {
    String header(String name) {
      return String.join("\n", headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of()));
    }
  }

  /** A binary frame. */
  record Frame(int channel, byte[] data) {
    int sequence() {
      return (data[2] & 0xff) << 8 | data[3] & 0xff;
    }

    long rtpTime() {
      return Integer.toUnsignedLong(java.nio.ByteBuffer.wrap(data).getInt(4));
    }

    boolean marker() {
      return (data[1] & 0x80) != 0;
    }

    int packetType() {
      return data[1] & 0xff;
    }
  }

  private final Socket socket;
  private final DataInputStream in;
  private final OutputStream out;
  private final Deque<Frame> frames = new ArrayDeque<>();
  private final String base;
  private int sequence;

  TestPlayer(Socket socket, String base) throws IOException {
    this.socket = socket;
    this.base = base;
    socket.setSoTimeout(PATIENCE_MILLIS);
    in = new DataInputStream(new java.io.BufferedInputStream(socket.getInputStream()));
    out = socket.getOutputStream();
  }

  static TestPlayer connect(int port) throws IOException {
    return new TestPlayer(
        new Socket(InetAddress.getLoopbackAddress(), port), "rtsp://127.0.0.1:" + port);
  }

  /** The URI of a path. */
  String uri(String path) {
    return base + path;
  }

  /** Sends a request with these header lines and gives its answer. */
  Answer ask(String method, String path, String... headers) throws IOException {
    send(method, path, headers);
    return answer();
  }

  void send(String method, String path, String... headers) throws IOException {
    final StringBuilder text = new StringBuilder(method + " " + uri(path) + " RTSP/1.0\r\n");
    text.append("CSeq: ").append(++sequence).append("\r\n");
    for (final String header : headers) {
      text.append(header).append("\r\n");
    }
    raw(text + "\r\n");
  }

  void raw(String text) throws IOException {
    raw(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  void raw(byte[] bytes) throws IOException {
    out.write(bytes);
    out.flush();
  }

  /** Describes, sets up over this connection and plays; gives the name of the session. */
  String play(String path) throws IOException {
    final String session = setUp(path);
    send("PLAY", path, "Session: " + session);
    return session;
  }

  String setUp(String path) throws IOException {
    final Answer answer =
        ask("SETUP", path + "/video", "Transport: RTP/AVP/TCP;unicast;interleaved=0-1");
    if (answer.status() != 200) {
      throw new IOException("refused: " + answer.status());
    }
    return answer.header("Session").split(";")[0];
  }

  /** The next answer; binary frames before it are kept. */
  Answer answer() throws IOException {
    while (true) {
      final int first = in.readUnsignedByte();
      if (first == '$') {
        frames.add(readFrame());
      } else {
        return readAnswer((char) first + line());
      }
    }
  }

  /** The next binary frame of a channel; others before it are passed over. */
  Frame frame(int channel) throws IOException {
    while (true) {
      final Frame kept = frames.poll();
      if (kept != null && kept.channel() == channel) {
        return kept;
      }
      if (kept == null) {
        if (in.readUnsignedByte() != '$') {
          throw new IOException("something else than a binary frame came");
        }
        frames.add(readFrame());
      }
    }
  }

  private Frame readFrame() throws IOException {
    final int channel = in.readUnsignedByte();
    return new Frame(channel, in.readNBytes(in.readUnsignedShort()));
  }

  private Answer readAnswer(String statusLine) throws IOException {
    final int status = Integer.parseInt(statusLine.split(" ")[1]);
    final Map<String, List<String>> headers = new HashMap<>();
    String line;
    while (!(line = line()).isEmpty()) {
      final int colon = line.indexOf(':');
      headers
          .computeIfAbsent(
              line.substring(0, colon).toLowerCase(Locale.ROOT), name -> new ArrayList<>())
          .add(line.substring(colon + 1).strip());
    }
    final int length =
        Integer.parseInt(headers.getOrDefault("content-length", List.of("0")).getFirst());
    return new Answer(status, headers, new String(in.readNBytes(length), StandardCharsets.UTF_8));
  }

  private String line() throws IOException {
    final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    int next;
    while ((next = in.readUnsignedByte()) != '\n') {
      bytes.write(next);
    }
    return bytes.toString(StandardCharsets.UTF_8).strip();
  }

  /** Reads until the server closes. */
  void awaitEnd() throws IOException {
    try {
      while (in.read() >= 0) {
        // What comes before the end does not matter.
      }
    } catch (EOFException | java.net.SocketException e) {
      // An end as well.
    }
  }

  /** Ends without a word, as a process does that is killed. */
  void reset() throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
