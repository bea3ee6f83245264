package io.oriel.transport.webrtc.sctp;

/** Chunk types, flags and parameters (RFC 9260 section 3, RFC 3758, RFC 6525). */
final class Chunk {
  static final int DATA = 0;
  static final int INIT = 1;
  static final int INIT_ACK = 2;
  static final int SACK = 3;
  static final int HEARTBEAT = 4;
  static final int HEARTBEAT_ACK = 5;
  static final int ABORT = 6;
  static final int SHUTDOWN = 7;
  static final int SHUTDOWN_ACK = 8;
  static final int COOKIE_ECHO = 10;
  static final int COOKIE_ACK = 11;
  static final int RE_CONFIG = 130;
  static final int FORWARD_TSN = 192;

  static final int FLAG_END = 1;
  static final int FLAG_BEGIN = 2;
  static final int FLAG_UNORDERED = 4;
  static final int FLAG_FOREIGN_TAG = 1;

  static final int STATE_COOKIE = 7;
  static final int SUPPORTED_EXTENSIONS = 0x8008;
  static final int FORWARD_TSN_SUPPORTED = 0xC000;
  static final int OUTGOING_RESET_REQUEST = 13;
  static final int RE_CONFIG_RESPONSE = 16;

  private Chunk() {}

  /** The order of two transmission sequence numbers, which wrap (RFC 1982). */
  static int compare(int tsn, int other) {
    return Integer.compare(tsn - other, 0);
  }
}
