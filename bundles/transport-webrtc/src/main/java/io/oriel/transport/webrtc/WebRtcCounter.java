package io.oriel.transport.webrtc;

import io.oriel.api.metrics.CounterDescriptor;

/** What the WebRTC transport counts. */
public enum WebRtcCounter implements CounterDescriptor {
  VIEWERS_JOINED("Offers answered."),
  VIEWERS_CONNECTED("Viewers whose DTLS handshake was completed."),
  VIEWERS_LEFT("Viewers that left or were ended."),
  VIEWERS_SILENT("Viewers that were ended because nothing came from them."),
  VIEWERS_REFUSED("Offers refused."),
  HANDSHAKES_FAILED("DTLS handshakes that failed."),
  UNITS_CUT("Access units cut into packets."),
  UNITS_DROPPED("Access units dropped because the send threads did not follow."),
  UNITS_UNUSABLE("Access units that could not be cut into packets."),
  RESUBSCRIPTIONS("Encodings joined again after their subscription had ended."),
  PACKETS_SENT("RTP packets sent, without retransmissions."),
  BYTES_SENT("Bytes of RTP packets sent, without retransmissions."),
  PACKETS_UNSENT("Packets that the system did not take because its send buffer was full."),
  VIEWERS_OVERRUN("Times that a viewer's packets were overwritten before they could be sent."),
  PACKETS_LOST("Packets that viewers reported as lost."),
  PACKETS_RESENT("Retransmissions sent."),
  RESENDS_WITHHELD("Retransmissions not sent: asked again within a round trip, or over budget."),
  RESENDS_IMPOSSIBLE(
      "Packets asked for again that were no longer there: a keyframe was asked for."),
  KEYFRAMES_ASKED("Keyframes that viewers asked for with PLI or FIR."),
  TEXTS_RECEIVED("Text messages received."),
  TEXTS_SENT("Text messages taken for sending."),
  TEXTS_DROPPED("Text messages not taken: no channel, too large, or the queue was full."),
  MESSAGES_MISPLACED("Texts on a channel for input and binary messages on any other, refused."),
  MESSAGES_TOO_LARGE("Messages of viewers over 64 KiB, passed over."),
  INPUTS_RECEIVED("Input messages received."),
  INPUTS_REFUSED("Input messages refused: malformed, or on the channel for moves what is no move."),
  MOVES_OUTDATED("Moves dropped because something newer of the same pointer had come before."),
  DATAGRAMS_UNKNOWN("Datagrams from addresses that belong to no viewer."),
  DATAGRAMS_MALFORMED("Datagrams that were no STUN, DTLS or SRTCP, or too large."),
  DATAGRAMS_DROPPED("Datagrams of a viewer dropped because its queue was full."),
  SOURCES_LIMITED("Datagrams passed over because their source sent too much garbage."),
  STUN_REFUSED("STUN requests for no viewer or with a wrong password."),
  RTCP_REFUSED("RTCP packets that were forged, replayed or malformed.");

  private final String help;

  WebRtcCounter(String help) {
    this.help = help;
  }

  @Override
  public String help() {
    return help;
  }
}
