package io.oriel.transport.rtsp;

import io.oriel.api.metrics.CounterDescriptor;

/** What the RTSP transport counts. */
public enum RtspCounter implements CounterDescriptor {
  CONNECTIONS("Connections accepted."),
  CONNECTIONS_REFUSED(
      "Connections closed at once because there were too many, of all or of one address."),
  CONNECTIONS_STALLED(
      "Connections closed because nobody asked for a stream, or a request did not end, in time."),
  TLS_REFUSED("Connections closed because what came was no TLS, or none that both sides speak."),
  REQUESTS("Requests read."),
  REQUESTS_MALFORMED("Connections closed because what came was no RTSP, or too much of it."),
  REQUESTS_REFUSED("Requests answered with an error."),
  CREDENTIALS_REFUSED("Requests whose credentials were wrong."),
  FRAMES_MISPLACED("Binary frames on a channel where none is expected."),
  RTCP_MALFORMED("RTCP packets that were malformed."),
  RTCP_RECEIVED("RTCP packets received."),
  SESSIONS_OPENED("Sessions set up."),
  SESSIONS_ENDED("Sessions ended, by whomever."),
  SESSIONS_TIMED_OUT("Sessions ended because nothing was heard of the player."),
  PLAYERS_TOO_SLOW("Connections closed because the player took nothing any more."),
  PORTS_UNAVAILABLE("Times that no pair of UDP ports could be bound."),
  UNITS_CUT("Access units cut into packets."),
  UNITS_UNUSABLE("Access units that could not be cut into packets."),
  UNITS_LATE("Access units dropped because the event loop did not follow."),
  UNITS_DROPPED("Pictures not sent to a player because its connection was full."),
  RESUBSCRIPTIONS("Encodings joined again after their subscription had ended."),
  PACKETS_SENT("RTP packets sent."),
  BYTES_SENT("Bytes of RTP packets sent."),
  PACKETS_UNSENT("Packets that the system did not take."),
  PACKETS_LOST("Packets that players reported as lost.");

  private final String help;

  RtspCounter(String help) {
    this.help = help;
  }

  @Override
  public String help() {
    return help;
  }
}
