package io.oriel.transport.webrtc.sdp;

import java.io.Serial;

/** An offer that cannot be answered. The message says what is wrong with it. */
public final class SdpException extends Exception {
  @Serial private static final long serialVersionUID = 1L;

  private final Kind kind;

  /** Why. */
  public enum Kind {
    /** Not SDP, or not what a WebRTC offer must hold. */
    MALFORMED,
    /** Well formed, but there is nothing in it that this endpoint can send. */
    NOT_ACCEPTABLE
  }

  SdpException(Kind kind, String message) {
    super(message);
    this.kind = kind;
  }

  static SdpException malformed(String message) {
    return new SdpException(Kind.MALFORMED, message);
  }

  static SdpException notAcceptable(String message) {
    return new SdpException(Kind.NOT_ACCEPTABLE, message);
  }

  /** Why. */
  public Kind kind() {
    return kind;
  }
}
