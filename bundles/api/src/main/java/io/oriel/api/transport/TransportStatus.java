package io.oriel.api.transport;

import java.util.Objects;

/**
 * How a transport is.
 *
 * @param name its identity, such as {@code webrtc}
 * @param state whether viewers can come by it
 * @param reach how they reach it while it is open; otherwise without an address, and with the
 *     problem that it failed for
 */
public record TransportStatus(String name, State state, Reach reach) {
  /** Whether viewers can come by a transport. */
  public enum State {
    /** It is installed, and nobody asked for it. */
    OFF,
    /** It is about to be open. */
    OPENING,
    /** It takes viewers. */
    OPEN,
    /** It should be open and cannot be. */
    FAILED
  }

  public TransportStatus {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(state, "state");
    Objects.requireNonNull(reach, "reach");
  }
}
