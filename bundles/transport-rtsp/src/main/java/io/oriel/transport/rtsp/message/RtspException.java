package io.oriel.transport.rtsp.message;

import java.io.Serial;

/** A request that is answered with an error. */
public final class RtspException extends Exception {
  @Serial private static final long serialVersionUID = 1L;

  private final RtspStatus status;

  /**
   * @param detail says what is wrong, for the client to read; never a secret
   */
  public RtspException(RtspStatus status, String detail) {
    super(detail);
    this.status = status;
  }

  public RtspStatus status() {
    return status;
  }
}
