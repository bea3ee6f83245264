package io.oriel.api.stream;

/** State of a stream; the codes are those of the stream-state protocol. */
public enum StreamState {
  /** Pictures flow. */
  ACTIVE(1),
  /** The pictures to come do not continue those before; wait for a keyframe of the new epoch. */
  RECONFIGURING(2),
  PAUSED(3),
  /** The stream has ended. */
  STOPPED(4);

  private final int code;

  StreamState(int code) {
    this.code = code;
  }

  /** Number on the wire. */
  public int code() {
    return code;
  }
}
