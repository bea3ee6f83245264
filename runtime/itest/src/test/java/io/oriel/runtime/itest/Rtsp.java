package io.oriel.runtime.itest;

import static org.awaitility.Awaitility.await;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** A plain RTSP client that says what a test has it say, and takes packets over its connection. */
final class Rtsp implements AutoCloseable {
  private static final int PATIENCE_MILLIS = 60_000;

  /** An answer, the names of its headers in lower case. */
  record Answer(int status, Map<String, String> headers) {
    String session() {
      return headers.get("session").split(";")[0];
    }
  }

  /** A binary frame. */
  record Frame(int channel, byte[] data) {}

  private final Socket socket;
  private final DataInputStream in;
  private final int port;
  private final List<Frame> passed = new ArrayList<>();
  private int sequence;

  Rtsp(int port) throws IOException {
    this.port = port;
    this.socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(PATIENCE_MILLIS);
    socket.setTcpNoDelay(true);
    this.in = new DataInputStream(new BufferedInputStream(socket.getInputStream(), 1 << 16));
  }

  /** Waits until the port takes clients: a server may be ready before this transport is open. */
  static void awaitOpen(int port) {
    await("RTSP at port " + port)
        .atMost(Duration.ofSeconds(60))
        .ignoreExceptionsInstanceOf(ConnectException.class)
        .until(() -> {
          new Rtsp(port).close();
          return true;
        });
  }

  /**
   * Connects until it is let in: those that have just gone may still have all the places that one
   * address is given.
   */
  static Rtsp admitted(int port) {
    return await("a place at port " + port)
        .atMost(Duration.ofSeconds(60))
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(20))
        .ignoreExceptionsInstanceOf(IOException.class)
        .until(
            () -> {
              Rtsp client = new Rtsp(port);
              try {
                client.ask("OPTIONS", "/main");
                return client;
              } catch (IOException refused) {
                client.close();
                throw refused;
              }
            },
            Objects::nonNull);
  }

  Answer ask(String method, String path, String... headers) throws IOException {
    send(method, path, headers);
    return answer();
  }

  void send(String method, String path, String... headers) throws IOException {
    StringBuilder text = new StringBuilder(method + " rtsp://127.0.0.1:" + port + path);
    text.append(" RTSP/1.0\r\nCSeq: ").append(++sequence).append("\r\n");
    for (String header : headers) {
      text.append(header).append("\r\n");
    }
    raw(text + "\r\n");
  }

  void raw(String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  /** Sets up over the connection and plays; gives the name of the session. */
  String play(String path) throws IOException {
    String session = askToPlay(path, "RTP/AVP/TCP;unicast;interleaved=0-1");
    awaitPlaying();
    return session;
  }

  /** The same without waiting for the keyframe that the answer comes with. */
  String askToPlay(String path, String transport) throws IOException {
    String session = ask("SETUP", path + "/video", "Transport: " + transport).session();
    send("PLAY", path, "Session: " + session);
    return session;
  }

  void awaitPlaying() throws IOException {
    Answer answer = answer();
    if (answer.status() != 200) {
      throw new IOException("PLAY was answered with " + answer);
    }
  }

  /** The next answer; binary frames before it are kept. */
  Answer answer() throws IOException {
    while (true) {
      int first = in.readUnsignedByte();
      if (first != '$') {
        return readAnswer();
      }
      passed.add(readFrame());
    }
  }

  /** The next binary frame; answers before it are passed over. */
  Frame frame() throws IOException {
    if (!passed.isEmpty()) {
      return passed.removeFirst();
    }
    while (in.readUnsignedByte() != '$') {
      readAnswer();
    }
    return readFrame();
  }

  private Frame readFrame() throws IOException {
    int channel = in.readUnsignedByte();
    return new Frame(channel, in.readNBytes(in.readUnsignedShort()));
  }

  /** What follows the first byte of an answer. */
  private Answer readAnswer() throws IOException {
    int status = Integer.parseInt(line().split(" ")[1]);
    Map<String, String> headers = new HashMap<>();
    String line;
    while (!(line = line()).isEmpty()) {
      int colon = line.indexOf(':');
      headers.put(line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 2));
    }
    in.skipNBytes(Integer.parseInt(headers.getOrDefault("content-length", "0")));
    return new Answer(status, headers);
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    int next;
    while ((next = in.readUnsignedByte()) != '\n') {
      line.append((char) next);
    }
    return line.toString().strip();
  }

  /** Whether the server closes the connection before anything takes too long. */
  boolean ends() {
    try {
      while (in.read() >= 0) {
        // Whatever else comes.
      }
      return true;
    } catch (java.net.SocketTimeoutException e) {
      return false;
    } catch (IOException e) {
      return true;
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
