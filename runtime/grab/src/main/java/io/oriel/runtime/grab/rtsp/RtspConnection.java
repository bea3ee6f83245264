package io.oriel.runtime.grab.rtsp;

import io.oriel.runtime.grab.Deadline;
import io.oriel.runtime.grab.DeadlineStream;
import io.oriel.runtime.grab.GrabException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/** A connection to a server: one request at a time, and media between the answers. */
final class RtspConnection implements AutoCloseable {
  private static final int UNAUTHORIZED = 401;

  private final Socket socket;
  private final OutputStream out;
  private final RtspReader reader;
  private final Optional<Login> login;
  private Optional<DigestChallenge> challenge = Optional.empty();
  private int answers;
  private int sequence;

  private RtspConnection(Socket socket, Deadline deadline, Optional<Login> login)
      throws IOException {
    this.socket = socket;
    this.login = login;
    this.out = socket.getOutputStream();
    this.reader = new RtspReader(new BufferedInputStream(new DeadlineStream(socket, deadline)));
  }

  /** Connects within the deadline; everything that is read has the same one. */
  static RtspConnection open(
      String host, int port, boolean tls, Optional<Login> login, Deadline deadline)
      throws IOException {
    Socket socket = new Socket();
    try {
      socket.connect(new InetSocketAddress(host, port), deadline.millisLeft());
      Socket used = tls ? secured(socket, host, port, deadline) : socket;
      return new RtspConnection(used, deadline, login);
    } catch (IOException | RuntimeException e) {
      socket.close();
      throw e;
    }
  }

  private static Socket secured(Socket socket, String host, int port, Deadline deadline)
      throws IOException {
    SSLSocket secured =
        (SSLSocket)
            ((SSLSocketFactory) SSLSocketFactory.getDefault())
                .createSocket(socket, host, port, true);
    SSLParameters parameters = secured.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    secured.setSSLParameters(parameters);
    secured.setSoTimeout(deadline.millisLeft());
    secured.startHandshake();
    return secured;
  }

  /**
   * Asks, and proves who asks if that is wanted.
   *
   * @throws GrabException when the server does not let this user in
   */
  RtspMessage.Answer ask(String method, String uri, Map<String, String> headers)
      throws IOException, GrabException {
    RtspMessage.Answer answer = exchange(method, uri, headers);
    if (answer.status() != UNAUTHORIZED) {
      return answer;
    }
    if (login.isEmpty()) {
      throw new GrabException(
          "it asks for user and password (401); write them as USER:PASSWORD@ before the host");
    }
    List<String> wanted = answer.headers().getOrDefault("www-authenticate", List.of());
    challenge = DigestChallenge.best(wanted);
    answers = 0;
    if (challenge.isEmpty()) {
      throw new GrabException(
          "it asks for a proof that grab cannot give (401): only Digest with MD5 or SHA-256");
    }
    answer = exchange(method, uri, headers);
    if (answer.status() == UNAUTHORIZED) {
      throw new GrabException("it does not let this user with this password in (401)");
    }
    return answer;
  }

  private RtspMessage.Answer exchange(String method, String uri, Map<String, String> headers)
      throws IOException {
    StringBuilder text = new StringBuilder();
    text.append(method).append(' ').append(uri).append(" RTSP/1.0\r\nCSeq: ").append(++sequence);
    text.append("\r\nUser-Agent: oriel-grab\r\n");
    headers.forEach((name, value) -> text.append(name).append(": ").append(value).append("\r\n"));
    challenge.ifPresent(wanted ->
        text.append("Authorization: ")
            .append(
                wanted.answer(
                    login.orElseThrow().user(),
                    login.orElseThrow().password(),
                    method,
                    uri,
                    ++answers))
            .append("\r\n"));
    out.write(text.append("\r\n").toString().getBytes(StandardCharsets.UTF_8));
    out.flush();
    while (true) {
      // Media of before and requests of the server are passed over: nobody waits for them here.
      if (reader.next() instanceof RtspMessage.Answer answer && answer.status() != 0) {
        return answer;
      }
    }
  }

  /** The next message or frame. */
  RtspMessage next() throws IOException {
    return reader.next();
  }

  /** Says goodbye without waiting for an answer. */
  void leave(String uri, String session) {
    try {
      String text =
          "TEARDOWN " + uri + " RTSP/1.0\r\nCSeq: " + ++sequence + "\r\nSession: " + session;
      out.write((text + "\r\n\r\n").getBytes(StandardCharsets.UTF_8));
      out.flush();
    } catch (IOException e) {
      // The end of the connection says the same.
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  /** Who asks. */
  record Login(String user, String password) {}
}
