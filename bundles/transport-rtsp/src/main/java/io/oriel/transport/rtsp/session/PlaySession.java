package io.oriel.transport.rtsp.session;

import io.oriel.api.error.ErrorCode;
import io.oriel.api.error.OrielException;
import io.oriel.rtp.RtcpReader;
import io.oriel.transport.rtsp.RtspCounter;
import io.oriel.transport.rtsp.media.Player;
import io.oriel.transport.rtsp.message.InterleavedFrame;
import io.oriel.transport.rtsp.message.RtspRequest;
import io.oriel.transport.rtsp.message.RtspResponse;
import io.oriel.transport.rtsp.message.RtspStatus;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.concurrent.TimeUnit;

/** A session (RFC 2326 section 3.4): one player of one stream. Event loop only. */
final class PlaySession implements RtcpReader.Listener {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final long MOST_START_NANOS = TimeUnit.SECONDS.toNanos(5);

  private final Site site;
  private final Connection connection;
  private final Target target;
  private final Way way;
  private final Player player;
  private final String id = HexFormat.of().toHexDigits(RANDOM.nextLong());
  private boolean starting;
  private long startingSinceNanos;

  PlaySession(Site site, Connection connection, Target target, Seat seat, Way way) {
    this.site = site;
    this.connection = connection;
    this.target = target;
    this.way = way;
    this.player = new Player(seat.fan(), way.output(), seat.session()::keyframeSent);
  }

  /** Whether a request names this session. */
  boolean isNamedBy(RtspRequest request) {
    return request.header("Session").filter(name -> name.split(";", 2)[0].equals(id)).isPresent();
  }

  /** That there is no such session. */
  static RtspResponse notFound() {
    return RtspResponse.refusal(
        RtspStatus.SESSION_NOT_FOUND, "this connection has no session of this name");
  }

  RtspResponse setUpAnswer() {
    return named(RtspResponse.of(RtspStatus.OK))
        .header("Transport", way.header() + ";ssrc=" + HexFormat.of().toHexDigits(player.ssrc()));
  }

  /** An answer with the session's name and its time limit. */
  RtspResponse named(RtspResponse answer) {
    return answer.header(
        "Session", id + ";timeout=" + TimeUnit.NANOSECONDS.toSeconds(site.sessionNanos()));
  }

  /** Plays; the answer tells the numbers of the first packet, and goes out just before it. */
  void play() {
    if (player.playing()) {
      connection.answer(named(RtspResponse.of(RtspStatus.OK)));
      return;
    }
    starting = true;
    startingSinceNanos = site.nanos();
    player.play((sequence, rtpTime) -> {
      starting = false;
      connection.answer(
          named(RtspResponse.of(RtspStatus.OK))
              .header("Range", "npt=now-")
              .header(
                  "RTP-Info",
                  "url=%s;seq=%d;rtptime=%d"
                      .formatted(
                          target.track(), sequence & 0xffff, Integer.toUnsignedLong(rtpTime))));
    });
  }

  void pause() {
    if (player.playing()) {
      player.pause();
      connection.answer(named(RtspResponse.of(RtspStatus.OK)));
    } else {
      connection.answer(
          RtspResponse.refusal(RtspStatus.NOT_VALID_IN_THIS_STATE, "nothing is playing"));
    }
  }

  void tick(long nowNanos) {
    player.tick();
    if (starting && nowNanos - startingSinceNanos > MOST_START_NANOS) {
      starting = false;
      player.pause();
      connection.answer(
          Refusals.of(new OrielException(ErrorCode.STREAM_NOT_READY, "no keyframe has come")));
    }
  }

  /** Takes a binary frame; false if none is expected on its channel. */
  boolean take(InterleavedFrame frame) {
    final boolean expected = frame.channel() == way.controlChannel();
    if (expected) {
      control(frame.data());
    }
    return expected;
  }

  /** Takes an RTCP packet. */
  void control(byte[] packet) {
    if (RtcpReader.read(packet, packet.length, this)) {
      site.counters().increment(RtspCounter.RTCP_RECEIVED);
      connection.heard();
    } else {
      site.counters().increment(RtspCounter.RTCP_MALFORMED);
    }
  }

  @Override
  public void report(RtcpReader.ReceiverReport report) {
    player.reported(report);
  }

  /**
   * Ends it.
   *
   * @param farewell whether the player does not know yet
   */
  void close(boolean farewell) {
    if (farewell) {
      player.bye();
    }
    player.close();
    site.counters().increment(RtspCounter.SESSIONS_ENDED);
  }
}
