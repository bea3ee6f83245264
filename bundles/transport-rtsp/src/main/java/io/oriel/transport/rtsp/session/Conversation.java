package io.oriel.transport.rtsp.session;

import io.oriel.api.error.ErrorCode;
import io.oriel.api.error.OrielException;
import io.oriel.api.error.Problem;
import io.oriel.api.security.Credentials;
import io.oriel.api.transport.ViewerLink;
import io.oriel.api.transport.ViewerRequest;
import io.oriel.transport.rtsp.RtspCounter;
import io.oriel.transport.rtsp.media.ParameterSets;
import io.oriel.transport.rtsp.media.Sdp;
import io.oriel.transport.rtsp.message.InterleavedFrame;
import io.oriel.transport.rtsp.message.RtspRequest;
import io.oriel.transport.rtsp.message.RtspResponse;
import io.oriel.transport.rtsp.message.RtspStatus;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;

/**
 * What a client asks for over one connection, and the session that comes of it (RFC 2326 section
 * 10). A client is let in as a viewer with its first DESCRIBE or SETUP, and is one until it tears
 * its session down or the connection ends. Event loop only.
 */
final class Conversation {
  private static final String METHODS =
      "OPTIONS, DESCRIBE, SETUP, PLAY, PAUSE, TEARDOWN, GET_PARAMETER, SET_PARAMETER";
  private static final String VERSION = "RTSP/1.0";
  private static final String BEARER = "Bearer ";
  private static final long MOST_KEYFRAME_MILLIS = 5_000;

  private final Site site;
  private final Connection connection;
  private final Door door;
  private final Entrance entrance;
  private Optional<PlaySession> session = Optional.empty();

  Conversation(Site site, Connection connection) {
    this.site = site;
    this.connection = connection;
    this.door = new Door(site, connection);
    this.entrance = new Entrance(site, connection);
  }

  /** Whether there is a session. */
  boolean inSession() {
    return session.isPresent();
  }

  /** Answers a request, now or later. */
  void request(RtspRequest request) {
    final Optional<String> required = request.header("Require");
    if (!request.version().equals(VERSION)) {
      refuse(RtspStatus.VERSION_NOT_SUPPORTED, VERSION + " is spoken here");
    } else if (request.sequence().isEmpty()) {
      refuse(RtspStatus.BAD_REQUEST, "a request has a number: CSeq");
    } else if (required.isPresent()) {
      connection.answer(
          RtspResponse.of(RtspStatus.OPTION_NOT_SUPPORTED).header("Unsupported", required.get()));
    } else if (request.method().equals("OPTIONS")) {
      connection.answer(RtspResponse.of(RtspStatus.OK).header("Public", METHODS));
    } else if (door.shut()) {
      shut();
    } else {
      door.challenge(request).ifPresentOrElse(connection::answer, () -> dispatch(request));
    }
  }

  private void shut() {
    final OrielException reason =
        new OrielException(
            ErrorCode.TOO_MANY_REQUESTS, "too many wrong passwords came from this address");
    connection.answerAndClose(Refusals.of(reason), reason.problem());
  }

  private void refuse(RtspStatus status, String detail) {
    connection.answer(RtspResponse.refusal(status, detail));
  }

  private void dispatch(RtspRequest request) {
    switch (request.method()) {
      case "DESCRIBE" -> describe(request);
      case "SETUP" -> setUp(request);
      case "PLAY" -> inSession(request, PlaySession::play);
      case "PAUSE" -> inSession(request, PlaySession::pause);
      case "TEARDOWN" -> inSession(request, this::tearDown);
      case "GET_PARAMETER", "SET_PARAMETER" -> parameter(request);
      default ->
          connection.answer(
              RtspResponse.refusal(RtspStatus.NOT_IMPLEMENTED, "the methods are " + METHODS)
                  .header("Public", METHODS));
    }
  }

  private void describe(RtspRequest request) {
    final String accepted = request.header("Accept").orElse(Sdp.MEDIA_TYPE);
    if (!accepted.contains(Sdp.MEDIA_TYPE) && !accepted.contains("*/*")) {
      refuse(RtspStatus.NOT_ACCEPTABLE, "descriptions are " + Sdp.MEDIA_TYPE);
      return;
    }
    enter(
        request,
        (seat, target) -> {
          final Optional<ParameterSets> parameters =
              seat.fan().awaitParameters(MOST_KEYFRAME_MILLIS);
          return () -> describe(seat, target, parameters);
        });
  }

  private void describe(Seat seat, Target target, Optional<ParameterSets> parameters) {
    if (parameters.isEmpty()) {
      connection.answer(
          Refusals.of(new OrielException(ErrorCode.STREAM_NOT_READY, "no keyframe has come")));
      return;
    }
    final long number = ThreadLocalRandom.current().nextLong() >>> 1;
    connection.answer(
        RtspResponse.of(RtspStatus.OK)
            .header("Content-Base", target.base())
            .body(
                Sdp.MEDIA_TYPE,
                Sdp.describe(seat.info(), parameters.get(), connection.localAddress(), number)));
  }

  private void setUp(RtspRequest request) {
    if (session.isPresent()) {
      refuse(RtspStatus.NOT_VALID_IN_THIS_STATE, "this connection has a session already");
    } else if (request.header("Session").isPresent()) {
      connection.answer(PlaySession.notFound());
    } else {
      final List<TransportChoice> choices =
          TransportChoice.parse(request.header("Transport").orElse("")).stream()
              .filter(choice -> !site.secured() || choice instanceof TransportChoice.Interleaved)
              .toList();
      enter(request, (seat, target) -> () -> setUp(seat, target, choices));
    }
  }

  private void setUp(Seat seat, Target target, List<TransportChoice> choices) {
    if (connection.closed()) {
      return;
    }
    final Optional<Way> way = Way.open(choices, site, connection.channel(), this::control);
    if (way.isEmpty()) {
      refuse(
          RtspStatus.UNSUPPORTED_TRANSPORT,
          "packets go by RTP/AVP/TCP;interleaved"
              + (site.secured() ? "" : ", or by RTP/AVP;unicast while there are free ports"));
      return;
    }
    final PlaySession opened = new PlaySession(site, connection, target, seat, way.get());
    session = Optional.of(opened);
    site.counters().increment(RtspCounter.SESSIONS_OPENED);
    connection.answer(opened.setUpAnswer());
  }

  private void inSession(RtspRequest request, Consumer<PlaySession> action) {
    session
        .filter(present -> present.isNamedBy(request))
        .ifPresentOrElse(action, () -> connection.answer(PlaySession.notFound()));
  }

  private void tearDown(PlaySession ending) {
    session = Optional.empty();
    ending.close(false);
    entrance.leave(new Problem(ErrorCode.VIEWER_GONE, "it left"));
    connection.answer(RtspResponse.of(RtspStatus.OK));
  }

  /** Without a body a sign of life, with one a question that nobody here can answer. */
  private void parameter(RtspRequest request) {
    if (!request.body().isBlank()) {
      refuse(RtspStatus.PARAMETER_NOT_UNDERSTOOD, "there are no parameters here");
    } else if (request.header("Session").isPresent()) {
      inSession(
          request, present -> connection.answer(present.named(RtspResponse.of(RtspStatus.OK))));
    } else {
      connection.answer(RtspResponse.of(RtspStatus.OK));
    }
  }

  /** What is done with a seat and what the request named, as {@link Entrance.Task}. */
  private interface Visit {
    Runnable with(Seat seat, Target target) throws InterruptedException;
  }

  private void enter(RtspRequest request, Visit visit) {
    final Optional<Target> named = Target.parse(request.uri());
    if (named.isEmpty()) {
      refuse(RtspStatus.NOT_FOUND, "a stream is at rtsp://host:port/<stream>");
      return;
    }
    final Target target = named.get();
    entrance.enter(
        ViewerRequest.of(Site.TRANSPORT, site.streamNamed(target.stream()), new Link())
            .remoteAddress(connection.remoteAddress().getHostAddress())
            .credentials(credentials(request))
            .build(),
        seat -> visit.with(seat, target),
        refusal -> refuse(request, refusal));
  }

  private void refuse(RtspRequest request, OrielException refusal) {
    if (refusal.code() == ErrorCode.AUTHENTICATION_FAILED
        && request.header("Authorization").isPresent()) {
      door.wrong();
    }
    connection.answer(Refusals.of(refusal));
  }

  private static Credentials credentials(RtspRequest request) {
    return request
        .header("Authorization")
        .filter(value -> value.startsWith(BEARER))
        .map(value -> new Credentials(value.substring(BEARER.length()).strip()))
        .orElse(Credentials.NONE);
  }

  /** Takes a binary frame. */
  void frame(InterleavedFrame frame) {
    if (session.filter(present -> present.take(frame)).isEmpty()) {
      site.counters().increment(RtspCounter.FRAMES_MISPLACED);
    }
  }

  private void control(byte[] packet) {
    session.ifPresent(present -> present.control(packet));
  }

  /** Called a few times a second. */
  void tick(long nowNanos) {
    session.ifPresent(present -> present.tick(nowNanos));
  }

  /**
   * Ends the session and lets the viewer go.
   *
   * @param reachable whether the player can still be told
   */
  void end(Problem reason, boolean reachable) {
    session.ifPresent(present -> present.close(reachable));
    session = Optional.empty();
    entrance.leave(reason);
  }

  /** The way from the server to the viewer: RTSP carries no messages. */
  private final class Link implements ViewerLink {
    @Override
    public boolean send(String text) {
      return false;
    }

    @Override
    public void close(Problem reason) {
      connection.end(reason);
    }
  }
}
