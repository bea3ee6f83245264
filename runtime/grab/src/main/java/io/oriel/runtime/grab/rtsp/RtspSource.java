package io.oriel.runtime.grab.rtsp;

import io.oriel.runtime.grab.Deadline;
import io.oriel.runtime.grab.GrabException;
import io.oriel.runtime.grab.Sdp;
import io.oriel.runtime.grab.Source;
import io.oriel.runtime.grab.Unreachable;
import io.oriel.runtime.grab.video.FirstPicture;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** A stream of an RTSP server, played over the connection itself (interleaved). */
public final class RtspSource implements Source {
  private static final int PORT = 554;
  private static final int TLS_PORT = 322;
  private static final int OK = 200;

  private final String host;
  private final int port;
  private final boolean tls;
  private final String address;
  private final String stream;
  private final Optional<RtspConnection.Login> login;

  /**
   * @param uri {@code rtsp} or {@code rtsps}, with a host
   */
  public RtspSource(URI uri) {
    tls = uri.getScheme().equalsIgnoreCase("rtsps");
    host = uri.getHost().replaceFirst("^\\[(.*)]$", "$1");
    port = uri.getPort() > 0 ? uri.getPort() : tls ? TLS_PORT : PORT;
    String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
    address =
        (tls ? "rtsps://" : "rtsp://")
            + uri.getHost()
            + (uri.getPort() > 0 ? ":" + port : "")
            + uri.getRawPath()
            + query;
    stream = name(uri.getRawPath());
    login = login(uri.getRawUserInfo());
  }

  private static String name(String path) {
    String last = path.substring(path.lastIndexOf('/') + 1).replaceAll("[^A-Za-z0-9._-]", "_");
    return last.isEmpty() ? "stream" : last;
  }

  private static Optional<RtspConnection.Login> login(String userInfo) {
    if (userInfo == null) {
      return Optional.empty();
    }
    String[] parts = userInfo.split(":", 2);
    return Optional.of(
        new RtspConnection.Login(decoded(parts[0]), parts.length < 2 ? "" : decoded(parts[1])));
  }

  /** Percent signs only: a plus is a plus here. */
  private static String decoded(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  @Override
  public String stream() {
    return stream;
  }

  /** Without the query, in which some put passwords too. */
  @Override
  public String shown() {
    return address.replaceFirst("\\?.*", "");
  }

  @Override
  public BufferedImage take(Deadline deadline, Path cache) throws GrabException {
    try (RtspConnection connection = RtspConnection.open(host, port, tls, login, deadline)) {
      return play(connection, deadline, cache);
    } catch (IOException e) {
      throw Unreachable.because(e, deadline);
    }
  }

  private BufferedImage play(RtspConnection connection, Deadline deadline, Path cache)
      throws IOException, GrabException {
    RtspMessage.Answer description =
        checked(connection.ask("DESCRIBE", address, Map.of("Accept", "application/sdp")));
    String base =
        description
            .header("content-base")
            .or(() -> description.header("content-location"))
            .filter(given -> given.matches("(?i)rtsps?://.*"))
            .orElse(address);
    VideoTrack track = VideoTrack.of(Sdp.read(description.body()), base);
    RtspMessage.Answer setup =
        checked(
            connection.ask(
                "SETUP",
                track.control(),
                Map.of("Transport", "RTP/AVP/TCP;unicast;interleaved=0-1")));
    String session = setup.header("session").orElse("").split(";")[0];
    checked(connection.ask("PLAY", base, Map.of("Session", session, "Range", "npt=0.000-")));
    try {
      return first(
          connection,
          new FirstPicture(track.payloadType(), track.parameterSets(), cache),
          deadline);
    } finally {
      connection.leave(base, session);
    }
  }

  private static BufferedImage first(
      RtspConnection connection, FirstPicture picture, Deadline deadline)
      throws IOException, GrabException {
    try {
      while (!deadline.passed()) {
        if (connection.next() instanceof RtspMessage.Frame frame && frame.channel() == 0) {
          Optional<BufferedImage> taken = picture.add(frame.bytes(), frame.bytes().length);
          if (taken.isPresent()) {
            return taken.get();
          }
        }
      }
    } catch (SocketTimeoutException e) {
      // Said below, with what came.
    }
    throw picture.late(deadline);
  }

  private static RtspMessage.Answer checked(RtspMessage.Answer answer) throws GrabException {
    if (answer.status() == OK) {
      return answer;
    }
    String says = answer.status() + " " + answer.reason().strip().replaceAll("\\p{Cntrl}", " ");
    throw new GrabException(
        switch (answer.status()) {
          case 403 -> "it does not let this user see the stream (" + says + ")";
          case 404 -> "there is no such stream (" + says + "); look for its name at /streams";
          case 453, 503 ->
              "the stream is not ready, or the server is full ("
                  + says
                  + "); /readyz says why, try again then";
          case 461 -> "it does not send over the connection itself (" + says + ")";
          default -> "it refuses: " + says;
        });
  }
}
